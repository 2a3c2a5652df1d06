<?php
/**
 * Two headlines, as a headline test shows them: by node where a proxy names one, else by the reader's
 * cookie, else by chance.
 */
add_filter(
	'the_title',
	function ( $title ) {
		$node   = $_SERVER['HTTP_X_NODE'] ?? '';
		$reader = $_COOKIE['variant'] ?? '';
		$second = $node ? 'b' === $node : ( $reader ? 'b' === $reader : wp_rand( 0, 1 ) );
		return $title . ( $second ? ' and what it means' : ' in five pictures' );
	}
);
