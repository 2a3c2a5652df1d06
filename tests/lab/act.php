<?php
/**
 * Acts on a real WordPress, one order a line, for as long as its caller keeps it running.
 *
 *   wp-lab.sh php tests/lab/act.php SCENARIOS
 *
 * SCENARIOS is the lab's scenarios.php; steps.php beside this file adds what these tests need more.
 * Each line on standard input is a JSON object with `do`, each line on standard output its answer:
 *
 *   {"do": "names"}                          the names of all scenarios
 *   {"do": "before", "name": N}              {"id": the new post or null, "type": its collection}
 *   {"do": "act", "name": N, "id": ID}       {"id": the post}
 *   {"do": "call", "name": F, "with": [...]} what a function of steps.php gives
 *
 * A step that fails answers {"error": why}.
 */
define( 'LIB', true );
$scenarios = $argv[1];
$argv      = array( $argv[0], '--out=' . sys_get_temp_dir() . '/wp-lab-acted' );
require $scenarios;
require __DIR__ . '/steps.php';

function obey( $order ) {
	global $S, $admin;
	wp_set_current_user( $admin );
	wp_cache_flush();
	if ( 'names' === $order['do'] ) {
		return array( 'names' => array_keys( $S ) );
	}
	if ( 'call' === $order['do'] ) {
		return array( 'gave' => call_user_func_array( 'step_' . $order['name'], $order['with'] ) );
	}
	list( $base, $act ) = $S[ $order['name'] ];
	if ( 'before' === $order['do'] ) {
		$id = $base ? $base() : null;
		if ( $id ) {
			age( $id );
		}
		return array( 'id' => $id, 'type' => $S[ $order['name'] ][2] ?? 'posts' );
	}
	$made = $act( $order['id'] );
	return array( 'id' => $order['id'] ? $order['id'] : $made );
}

while ( false !== ( $line = fgets( STDIN ) ) ) {
	try {
		$answer = obey( json_decode( $line, true, 64, JSON_THROW_ON_ERROR ) );
	} catch ( Throwable $e ) {
		$answer = array( 'error' => $e->getMessage() );
	}
	fwrite( STDOUT, json_encode( $answer, JSON_THROW_ON_ERROR ) . "\n" );
	fflush( STDOUT );
}
