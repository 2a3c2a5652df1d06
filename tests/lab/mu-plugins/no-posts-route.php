<?php
/** The routes of posts taken out of the interface. */
add_filter(
	'rest_endpoints',
	function ( $endpoints ) {
		foreach ( array_keys( $endpoints ) as $route ) {
			if ( 0 === strpos( $route, '/wp/v2/posts' ) ) {
				unset( $endpoints[ $route ] );
			}
		}
		return $endpoints;
	}
);
