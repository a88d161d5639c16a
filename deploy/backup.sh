#!/bin/sh
# backup.sh DIRECTORY: one consistent copy of the register and its uploads, with checksums.
# Needs DATABASE_OWNER_URL and HUKOU_DATA in the environment, and pg_dump on the PATH.
set -eu
to="$1/hukou-$(date +%Y%m%d-%H%M%S)"
umask 077
mkdir -p "$to"
# Uploads are only ever added: taken after the register, none that it names is missing.
pg_dump --format=custom --file "$to/register.dump" "$DATABASE_OWNER_URL"
mkdir -p "$HUKOU_DATA/uploads"
tar -C "$HUKOU_DATA" -czf "$to/uploads.tar.gz" uploads
(cd "$to" && sha256sum register.dump uploads.tar.gz > SHA256SUMS)
echo "$to"
