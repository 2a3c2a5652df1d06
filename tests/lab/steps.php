<?php
/**
 * What these tests do to a site beyond the lab's own scenarios: further scenarios, and calls.
 */

// Two things in one gap: the text of a synced pattern, and an autosave of somebody else's.
$S['y01-pattern-edited-while-autosaved'] = array(
	$S['45-synced-pattern-edited'][0],
	function ( $id ) use ( $S ) {
		$S['77-autosave-rest'][1]( $id );
		$S['45-synced-pattern-edited'][1]( $id );
	},
);
// A database change, with an edit and its modified time after it: only the claims of the edit move.
$S['y02-database-then-edit'] = array(
	$S['50-sql-update-content'][0],
	function ( $id ) use ( $S ) {
		$S['50-sql-update-content'][1]( $id );
		edit( $id, $GLOBALS['V3'] );
	},
);
/** Makes a post of the editor's an hour old, and gives its number. */
function step_publish( $title, $content ) {
	$id = editor_post( $title, block( $content ) );
	age( $id );
	return $id;
}

/** Saves another text, as the editor does. */
function step_edit( $id, $content ) {
	return edit( $id, block( $content ) )['modified_gmt'];
}

/** Writes another text into the database, past every save. */
function step_write( $id, $content ) {
	global $wpdb;
	return q( $wpdb->prepare( "UPDATE $wpdb->posts SET post_content = %s WHERE ID = %d", block( $content ), $id ) );
}

/** Gives the site one more post, so that nothing is the only one of its kind. */
function step_more() {
	return insert_post( 'One more' );
}

/** Switches the theme, and gives the one before. */
function step_theme( $name ) {
	$before = get_stylesheet();
	switch_theme( $name );
	return $before;
}

/** Says which themes are there. */
function step_themes() {
	return array_keys( wp_get_themes() );
}
