#!/usr/bin/env bash
# Build the image of Containerfile, and audit the captures in examples/ in it.
#   tests/packaging/container.sh
# No registry is asked: the base is a Debian that debootstrap makes. It takes root (or a user
# namespace that has it), buildah and debootstrap, and a network for Debian's packages and pip's.
# PIP_CERT, where it is set, names the certificates that pip is to trust there as well.
set -euo pipefail
cd "$(dirname "$0")/../.."
export BUILDAH_ISOLATION=chroot STORAGE_DRIVER=vfs

say() { printf '==> %s\n' "$*"; }
for program in buildah debootstrap; do
  command -v "$program" > /dev/null || { echo "$program is missing: apt-get install buildah debootstrap" >&2; exit 1; }
done
[ "$(id -u)" -eq 0 ] || { echo 'debootstrap needs root' >&2; exit 1; }

SCRATCH=$(mktemp -d)
trap 'rm -rf "$SCRATCH"' EXIT
buildah() { command buildah --root "$SCRATCH/store" --runroot "$SCRATCH/run" "$@"; }

say "making a base of Debian bookworm"
debootstrap --variant=minbase bookworm "$SCRATCH/base" > "$SCRATCH/base.log" \
  || { tail "$SCRATCH/base.log" >&2; exit 1; }
base=$(buildah from scratch)
buildah add --quiet "$base" "$SCRATCH/base" / > /dev/null
if [ -n "${PIP_CERT:-}" ]; then
  buildah copy --quiet "$base" "$PIP_CERT" /pip-cert.pem > /dev/null
  buildah config --env PIP_CERT=/pip-cert.pem "$base"
fi
buildah commit --quiet "$base" localhost/base > /dev/null

say "building the image"
buildah build --quiet --build-arg BASE=localhost/base --tag localhost/provenance . > "$SCRATCH/build.log" 2>&1 \
  || { tail -n 30 "$SCRATCH/build.log" >&2; exit 1; }

say "running it, as the user that it is for"
image=$(buildah from localhost/provenance)
in_image() { buildah run --volume "$PWD/examples:/examples:ro" "$image" -- "$@"; }
[ "$(in_image id -u)" -ne 0 ] || { echo 'it runs as root' >&2; exit 1; }
in_image provenance --version
status=0
in_image sh -c 'provenance audit --quiet /examples/*.json' > "$SCRATCH/report.txt" 2> "$SCRATCH/errors.txt" || status=$?
[ "$status" -eq 4 ] || { cat "$SCRATCH/report.txt" "$SCRATCH/errors.txt" >&2; echo "the audit of the examples ended with $status; 4 was expected, since they hold findings" >&2; exit 1; }
in_image provenance verify provenance.db > "$SCRATCH/verify.txt" 2> "$SCRATCH/errors.txt" && status=0 || status=$?
# Without a trusted key the log's signature is not checked.
[ "$status" -eq 5 ] || { cat "$SCRATCH/verify.txt" "$SCRATCH/errors.txt" >&2; echo "the check of the archive ended with $status; 5 was expected" >&2; exit 1; }
say "the image builds, runs without rights, and finds in examples/ what is there"
