#!/bin/sh
# A Chromium for the browser tests: the one that is there, else the one of apt. Never fails: without one, those tests are skipped.
set -u

for name in "${CHROMIUM:-chromium}" chromium-headless-shell chromium chromium-browser google-chrome; do
  command -v "$name" >/dev/null 2>&1 && exit 0
done

if command -v apt-get >/dev/null 2>&1; then
  if [ "$(id -u)" -eq 0 ]; then as_root="env"; elif sudo -n true 2>/dev/null; then as_root="sudo -n"; else as_root=""; fi
  if [ -n "$as_root" ]; then
    echo 'Setting up Chromium for the browser tests (a minute, once) …'
    log=$(mktemp)
    bring() { timeout 600 $as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "$1" && command -v "$1"; }
    if { timeout 120 $as_root apt-get -qq update &&
         { bring chromium-headless-shell || bring chromium; }; } >"$log" 2>&1; then
      rm -f "$log"
      exit 0
    fi
    tail -n 3 "$log" >&2
    rm -f "$log"
  fi
fi

echo 'No Chromium here, so the browser tests are skipped. Install one (Debian: sudo apt-get install chromium-headless-shell), or say where it is:' \
     'CHROMIUM=/path/to/chrome make test' >&2
