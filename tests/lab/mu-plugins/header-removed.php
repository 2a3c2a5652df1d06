<?php
/** The Authorization header does not arrive, as on hosts that run PHP as CGI. */
unset( $_SERVER['PHP_AUTH_USER'], $_SERVER['PHP_AUTH_PW'], $_SERVER['HTTP_AUTHORIZATION'] );
