#!/bin/sh
# A PostgreSQL for the tests: the one that SAYSO_TEST_POSTGRESQL names, else a private one of this clone, made and started here.
# Never fails: without one, those tests are skipped. Nothing of the system's own server is touched.
#
#   tests/setup/postgresql.sh [FOLDER]        start it; its address is then in FOLDER/address (FOLDER: .postgresql)
#   tests/setup/postgresql.sh stop [FOLDER]   stop it and take it away
#
# The data lies in /var/tmp, under a name that follows from FOLDER: a clone may stand where the server's own user cannot go.
set -u

[ "${1:-}" = stop ] && { stop=yes; shift; } || stop=""
folder=${1:-.postgresql}
[ -n "${SAYSO_TEST_POSTGRESQL:-}" ] && [ "$folder" = .postgresql ] && [ -z "$stop" ] && exit 0
mkdir -p "$folder" && folder=$(cd "$folder" && pwd -P) || exit 0

root=""
if [ "$(id -u)" -eq 0 ]; then root="env"; elif sudo -n true 2>/dev/null; then root="sudo -n"; fi
log=$(mktemp)
trap 'rm -f "$log"' EXIT

programs() {  # the folder of the server's programs, the newest where there are several
  for one in $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -t/ -k5,5 -rn) "$(pg_config --bindir 2>/dev/null)" \
             "$(dirname "$(command -v initdb 2>/dev/null || echo /nowhere/initdb)")"; do
    [ -x "$one/initdb" ] && [ -x "$one/pg_ctl" ] && { echo "$one"; return 0; }
  done
  return 1
}

skipped() {
  rm -f "$folder/address"
  [ -s "$log" ] && tail -n 3 "$log" >&2
  echo 'No PostgreSQL here, so its tests are skipped. Install its server (Debian: sudo apt-get install postgresql), or name a' \
       'running one where a role may make schemas: SAYSO_TEST_POSTGRESQL=postgresql://user:password@host/database make test' >&2
  exit 0
}

bring() {
  echo 'Setting up PostgreSQL for the tests (a minute, once) …'
  { timeout 120 $root apt-get -qq update &&
    timeout 600 $root env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends postgresql; } >"$log" 2>&1
}

bin=$(programs) || { [ -z "$stop" ] && [ -n "$root" ] && command -v apt-get >/dev/null 2>&1 && bring; bin=$(programs); } || skipped

# The server refuses to run as root; any other user runs it as is.
if [ "$(id -u)" -eq 0 ]; then
  owner=postgres
  id "$owner" >/dev/null 2>&1 || skipped
  as() { (cd / && exec setpriv --reuid="$owner" --regid="$owner" --init-groups -- env HOME=/ "$@"); }
else
  owner=$(id -un)
  as() { (cd / && exec "$@"); }
fi
place="/var/tmp/sayso-tests-$(id -u)-$(printf %s "$folder" | cksum | cut -d ' ' -f 1)"
data="$place/data"

running() { as "$bin/pg_ctl" status -D "$data" >/dev/null 2>&1; }

if [ -n "$stop" ]; then
  running && as "$bin/pg_ctl" stop -D "$data" -m immediate -t 20 >/dev/null 2>&1
  rm -rf "$place" "$folder"
  exit 0
fi

# One at a time; the server must not inherit the lock.
if command -v flock >/dev/null 2>&1; then exec 9>"$folder/lock" && flock 9; fi

make_cluster() {
  rm -rf "$place" && mkdir -m 700 "$place" && chown "$owner" "$place" || return 1
  secret=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
  printf '%s\n' "$secret" >"$place/secret" && chmod 600 "$place/secret" && chown "$owner" "$place/secret" || return 1
  locale=C; locale -a 2>/dev/null | grep -qix 'C.utf-\?8' && locale=C.UTF-8
  as "$bin/initdb" -N -D "$data" -U postgres -A scram-sha-256 --pwfile="$place/secret" -E UTF8 --locale="$locale" >"$log" 2>&1 || return 1
  # Speed: what a power cut leaves of a test is of no interest. What COMMIT means to a client is the same.
  as sh -c 'cat >>"$0"' "$data/postgresql.conf" <<END
fsync = off
full_page_writes = off
max_connections = 200
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
jit = off
END
}

start() {
  for _ in 1 2 3; do  # the port that was free may be taken a moment later
    port=$("${PYTHON:-python3}" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])') || return 1
    as "$bin/pg_ctl" start -w -t 30 -D "$data" -l "$place/log" -o "-p $port" >"$log" 2>&1 9>&- && return 0
  done
  return 1
}

address() { echo "postgresql://$1:$(cat "$place/secret")@127.0.0.1:$(sed -n 4p "$data/postmaster.pid")/$2"; }

prepare() {  # an ordinary role, as a team has one: a superuser would see no missing permission
  [ -e "$place/ready" ] && return 0
  "$bin/psql" -q -v ON_ERROR_STOP=1 "$(address postgres postgres)" >"$log" 2>&1 <<END &&
CREATE ROLE sayso LOGIN CREATEDB CREATEROLE PASSWORD '$(cat "$place/secret")';
CREATE DATABASE sayso OWNER sayso;
END
  touch "$place/ready"
}

of_this_version() {
  [ -e "$place/ready" ] && [ "$(cat "$data/PG_VERSION" 2>/dev/null)" = "$("$bin/pg_ctl" --version | sed 's/.* \([0-9]*\)\..*/\1/')" ]
}

if ! running; then
  of_this_version && start || { make_cluster && start; } || skipped
fi
prepare || skipped
(umask 077 && { address sayso sayso; echo "$place"; echo "$bin"; } >"$folder/address")
