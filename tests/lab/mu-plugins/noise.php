<?php
/** What plugins add to a text on every request: nothing of it is anybody's edit. */
add_filter(
	'the_content',
	function ( $text ) {
		$id = get_the_ID();
		if ( ! $id || 'post' !== get_post_type( $id ) ) {
			return $text;
		}
		// Past the cache of metadata, which a save would otherwise write back.
		global $wpdb;
		$views = (int) $wpdb->get_var( $wpdb->prepare( "SELECT option_value FROM $wpdb->options WHERE option_name = %s", "noise_views_$id" ) ) + wp_rand( 1, 9 );
		$wpdb->query( $wpdb->prepare( "REPLACE INTO $wpdb->options (option_name, option_value, autoload) VALUES (%s, %s, 'no')", "noise_views_$id", $views ) );
		$unique  = uniqid( 'n', true );
		$goods   = array( 'Boats', 'Shoes', 'Soups', 'Songs', 'Roofs', 'Banks', 'Lamps', 'Flights' );
		$offers  = array( 'for sale', 'at half price', 'for beginners', 'to nowhere', 'by post', 'this weekend', 'made to last', 'of the year' );
		$advert  = $goods[ array_rand( $goods ) ] . ' ' . $offers[ array_rand( $offers ) ];
		$related = array( 'The harbour', 'A quiet street', 'Rain', 'Bus 7', 'The last baker', 'On foot', 'Twelve lamps', 'A letter', 'Low tide', 'Snow in May' );
		shuffle( $related );
		$items = '';
		foreach ( array_slice( $related, 0, 3 ) as $title ) {
			$items .= '<li><a href="/?s=' . rawurlencode( $title ) . '">' . $title . '</a></li>';
		}
		return "<p class='views'>Read " . number_format( 1000 + $views ) . " times</p>"
			. $text
			. "<div id='ad-$unique' class='advert'><p>$advert</p></div>"
			. "<form><input type='hidden' name='_wpnonce' value='" . md5( $unique ) . "' /></form>"
			. "<p><a href='/subscribe/?_wpnonce=" . md5( $unique ) . "'>Subscribe</a></p>"
			. "<h3>More</h3><ul class='related'>$items</ul>";
	},
	99
);
