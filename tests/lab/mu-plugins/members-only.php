<?php
/** Every post refused to readers who are not members, as membership plugins do it. */
add_filter(
	'rest_pre_dispatch',
	function ( $result, $server, $request ) {
		if ( is_user_logged_in() || 0 !== strpos( $request->get_route(), '/wp/v2/posts' ) ) {
			return $result;
		}
		return new WP_Error( 'rest_forbidden', 'Sorry, you are not allowed to do that.', array( 'status' => 401 ) );
	},
	10,
	3
);
