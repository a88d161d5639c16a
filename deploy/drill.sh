#!/bin/sh
# drill.sh BACKUP: prove that a backup can be restored. It goes into a database of its own beside
# the live one, every table is counted and digested in both, and the copy is dropped.
# Needs DATABASE_OWNER_URL of a role that may create databases. Nothing may be writing meanwhile,
# or the comparison shows what came in since the backup.
set -eu
copy=hukou_drill
base=${DATABASE_OWNER_URL%/*}
data=$(mktemp -d)
trap 'psql -qX "$base/postgres" -c "drop database if exists $copy"; rm -rf "$data"' EXIT

tables() {
    psql -qAtX "$1" -c "select tablename from pg_tables where schemaname = 'public' order by 1"
}
digest() {
    tables "$1" | while read -r table; do
        psql -qAtX "$1" -c "select '$table', count(*),
            coalesce(md5(string_agg(md5(t::text), '' order by md5(t::text))), '-')
            from \"$table\" t"
    done
}

psql -qX "$base/postgres" -c "drop database if exists $copy" -c "create database $copy"
started=$(date +%s)
"$(dirname "$0")/restore.sh" "$1" "$base/$copy" "$data"
took=$(($(date +%s) - started))
digest "$DATABASE_OWNER_URL" > "$data/live"
digest "$base/$copy" > "$data/copy"
diff "$data/live" "$data/copy"
echo "drill passed: $(wc -l < "$data/live") tables the same, restored in $took s"
