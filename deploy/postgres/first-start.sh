#!/bin/sh
# Run once by the database container: roles and database of roles.sql.
psql -v ON_ERROR_STOP=1 -v owner_password="$POSTGRES_PASSWORD" -v app_password="$APP_PASSWORD" \
    -U postgres -f /roles/roles.sql postgres
