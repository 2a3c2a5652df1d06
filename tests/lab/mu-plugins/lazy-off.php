<?php
/** Pictures without `loading` and `decoding`. */
add_filter( 'wp_lazy_loading_enabled', '__return_false' );
