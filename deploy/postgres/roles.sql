-- Once for each installation, as a superuser:
--   psql -v owner_password=… -v app_password=… -f roles.sql postgres
-- The owner migrates and grants. The application's role serves; `manage.py prepare` gives it its
-- rights table by table, and none to UPDATE or DELETE entries, transitions, decisions, disclosures.

create role hukou_owner login createrole password :'owner_password';
create role hukou_app login password :'app_password';
grant hukou_app to hukou_owner with admin option;

create database hukou owner hukou_owner template template0 encoding 'UTF8' locale 'C.UTF-8';
\connect hukou
revoke all on database hukou from public;
grant connect on database hukou to hukou_app;
revoke create on schema public from public;
alter schema public owner to hukou_owner;
alter database hukou set timezone = 'Asia/Shanghai';

-- Trusted extensions; the owner may also create them itself.
create extension if not exists btree_gist;
create extension if not exists pg_trgm;
