<?php
/** The interface closed to everybody who is not signed in, as security plugins do it. */
add_filter(
	'rest_authentication_errors',
	function ( $result ) {
		if ( is_wp_error( $result ) || is_user_logged_in() ) {
			return $result;
		}
		return new WP_Error( 'rest_not_logged_in', 'You are not currently logged in.', array( 'status' => 401 ) );
	},
	200
);
