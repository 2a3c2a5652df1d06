<?php
/** No more than two revisions of a post are kept. */
add_filter( 'wp_revisions_to_keep', fn () => 2 );
