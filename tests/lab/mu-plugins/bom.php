<?php
/** A byte order mark in front of every answer: a file of a plugin that was saved with one. */
add_filter(
	'rest_pre_serve_request',
	function ( $served ) {
		echo "\xEF\xBB\xBF";
		return $served;
	}
);
