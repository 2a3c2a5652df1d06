<?php
/** Who asks is looked up before the interface does, as some plugins do: then it says what is wrong. */
add_filter(
	'rest_authentication_errors',
	function ( $result ) {
		is_user_logged_in();
		return $result;
	},
	1
);
