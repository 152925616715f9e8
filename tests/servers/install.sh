# Sourced by test: everything from Debian and npm that only the tests need.

# debian PACKAGE...: installs what is not there yet.
debian() {
  missing=
  for package in "$@"; do dpkg -s "$package" >/dev/null 2>&1 || missing="$missing $package"; done
  [ -z "$missing" ] && return
  [ "$(id -u)" = 0 ] || fail "The tests need these Debian packages:$missing. Install them: sudo apt-get install$missing"
  echo "Installing$missing ..."
  mkdir -p artifacts
  { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $missing; } >artifacts/debian.log 2>&1 ||
    { tail -5 artifacts/debian.log >&2; fail "Debian's packages could not be installed."; }
}

debian chromium g++ make python3 postgresql redis-server
