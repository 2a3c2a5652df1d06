<?php
/** Plain quotation marks and dashes, as some themes want them. */
add_filter( 'run_wptexturize', '__return_false' );
