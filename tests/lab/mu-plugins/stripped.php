<?php
/** Answers without the modified time and without the links to revisions. */
add_filter(
	'rest_prepare_post',
	function ( $response ) {
		$data = $response->get_data();
		unset( $data['modified'], $data['modified_gmt'] );
		$response->set_data( $data );
		foreach ( array( 'version-history', 'predecessor-version', 'https://api.w.org/version-history' ) as $rel ) {
			$response->remove_link( $rel );
		}
		return $response;
	},
	99
);
