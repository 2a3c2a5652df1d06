<?php
/** What PHP prints in front of an answer where warnings are displayed. */
add_filter(
	'rest_pre_serve_request',
	function ( $served ) {
		echo "<br />\n<b>Warning</b>:  Undefined variable \$ratio in <b>/srv/www/wp-content/plugins/meter/meter.php</b> on line <b>12</b><br />\n";
		return $served;
	}
);
