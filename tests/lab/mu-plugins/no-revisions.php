<?php
/** Revisions are switched off. */
add_filter( 'wp_revisions_to_keep', '__return_zero' );
