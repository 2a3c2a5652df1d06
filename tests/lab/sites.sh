#!/usr/bin/env bash
# The real WordPress sites that tests ask, built and run by ../shared/wordpress-lab where it lies
# beside the project.
#   sites.sh present              succeeds where the lab lies there
#   sites.sh down                 the names of the sites that do not run
#   sites.sh start [NAME...]      start them (all, where none is named)
#   sites.sh stop NAME...         stop them
#   sites.sh exports              what the tests' environment must say, as `export` lines
set -euo pipefail
cd "$(dirname "$0")/../.."
LAB=$(cd .. && pwd)/shared/wordpress-lab/wp-lab.sh

# `pretty` and `plain`, by their permalinks, are shared by whoever tests; whatever changes a whole
# site is done on `acted`, which one test run at a time holds. `site` has 2,000 posts, which nobody
# changes.
declare -A PORTS=([pretty]=8081 [plain]=8082 [site]=8083 [acted]=8084)
declare -A VARIABLES=(
  [pretty]=PROVENANCE_TEST_WORDPRESS
  [plain]=PROVENANCE_TEST_WORDPRESS_PLAIN
  [site]=PROVENANCE_TEST_WORDPRESS_SITE
  [acted]=PROVENANCE_TEST_WORDPRESS_ACTED
)
NAMES=(pretty plain acted site)
POSTS=2000

lab() { # lab NAME ARGUMENT...
  local name=$1; shift
  case $name in
    pretty) "$LAB" "$@" ;;
    plain) WP_LAB_NAME=plain WP_LAB_PORT=8082 WP_LAB_PERMALINKS=plain "$LAB" "$@" ;;
    *) WP_LAB_NAME=$name WP_LAB_PORT=${PORTS[$name]} "$LAB" "$@" ;;
  esac
}

fill() { # give `site` its posts, where it has fewer
  local have
  have=$(lab site sql "SELECT COUNT(*) FROM wp_posts WHERE post_type = 'post'" | tail -1)
  [ "$have" -ge "$POSTS" ] || lab site php "${LAB%/*}/load.php" "$((POSTS - have))"
}

listens() { (exec 3<> "/dev/tcp/127.0.0.1/$1") 2> /dev/null; }

export_line() ( # export_line NAME
  eval "$(lab "$1" env)"
  printf 'export %s=%q\n' "${VARIABLES[$1]}" "$WP_LAB_URL,$WP_LAB_USER,$WP_LAB_APP_PASSWORD"
)

command=${1:-}
shift || true
case $command in
  present) [ -x "$LAB" ] ;;
  down) for name in "${NAMES[@]}"; do listens "${PORTS[$name]}" || echo "$name"; done ;;
  start)
    for name in "${@:-${NAMES[@]}}"; do
      lab "$name" start > /dev/null
      [ "$name" != site ] || fill > /dev/null
    done ;;
  stop) for name in "$@"; do lab "$name" stop; done ;;
  exports) for name in "${NAMES[@]}"; do export_line "$name"; done ;;
  *) sed -n '2,9s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
esac
