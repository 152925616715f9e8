# Sourced by test: everything from Debian and npm that only the tests need.

debian chromium g++ golang-go golang-golang-x-mod-dev make openssl python3 postgresql redis-server
build_tlog

# A mail server that takes and refuses.
npm_group tests/servers/mail

# Bluesky's servers. One of their packages has to be compiled; its own installer would ask the internet for a binary instead.
npm_group tests/servers/bluesky
compiled=tests/servers/bluesky/node_modules/.compiled
if [ ! -f "$compiled" ]; then
  echo "Compiling better-sqlite3 for tests/servers/bluesky ..."
  mkdir -p artifacts
  headers=$(dirname "$(dirname "$(command -v node)")")
  [ -f "$headers/include/node/node.h" ] || fail "The headers of Node.js are missing in $headers/include/node. Install Node.js with its headers."
  npm_config_nodedir=$headers npm_config_build_from_source=true npm rebuild better-sqlite3 --prefix tests/servers/bluesky >artifacts/better-sqlite3.log 2>&1 ||
    { tail -5 artifacts/better-sqlite3.log >&2; fail "better-sqlite3 could not be compiled."; }
  touch "$compiled"
fi
