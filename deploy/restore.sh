#!/bin/sh
# restore.sh BACKUP DATABASE_URL DATA: put a backup into an empty database and a data directory.
set -eu
(cd "$1" && sha256sum --check --quiet SHA256SUMS)
pg_restore --exit-on-error --single-transaction --dbname "$2" "$1/register.dump"
mkdir -p "$3"
tar -C "$3" -xzf "$1/uploads.tar.gz"
echo "restored $1"
