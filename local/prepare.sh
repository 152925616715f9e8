# Sourced by run, test and bench: says what is missing, installs what can be installed, builds what has changed.

fail() { printf '%s\n' "$1" >&2; exit 1; }

# need PROGRAM HINT
need() { command -v "$1" >/dev/null 2>&1 || fail "$1 is missing. $2"; }

need_tools() {
  need dotnet "Install the .NET SDK 10: https://dotnet.microsoft.com/download"
  need node "Install Node.js 20.19 or newer: https://nodejs.org/"
  need npm "Install npm; it comes with Node.js."
}

# npm_group DIR: installs the group's packages, unless the same lock file was installed before.
npm_group() {
  stamp="$1/node_modules/.installed-from"
  if [ ! -f "$stamp" ] || ! cmp -s "$1/package-lock.json" "$stamp"; then
    printf 'Installing %s ...\n' "$1"
    npm ci --ignore-scripts --no-audit --no-fund --prefix "$1" >"$1/.install.log" 2>&1 || { tail -5 "$1/.install.log" >&2; fail "npm could not install $1."; }
    rm "$1/.install.log"
    cp "$1/package-lock.json" "$stamp"
  fi
}

# debian PACKAGE...: installs what is not there yet.
debian() {
  missing=
  for package in "$@"; do dpkg -s "$package" >/dev/null 2>&1 || missing="$missing $package"; done
  [ -z "$missing" ] && return
  [ "$(id -u)" = 0 ] || fail "These Debian packages are needed:$missing. Install them: sudo apt-get install$missing"
  echo "Installing$missing ..."
  mkdir -p artifacts
  { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $missing; } >artifacts/debian.log 2>&1 ||
    { tail -5 artifacts/debian.log >&2; fail "Debian's packages could not be installed."; }
}

# build_tlog: Go's own transparency log as a program, from Debian's packages alone (no module is fetched).
build_tlog() {
  if changed artifacts/tlog tests/servers/tlog; then
    mkdir -p artifacts
    GO111MODULE=off GOPATH=/usr/share/gocode GOCACHE="$PWD/artifacts/go-cache" go build -o artifacts/tlog ./tests/servers/tlog >artifacts/tlog-build.log 2>&1 ||
      { tail -5 artifacts/tlog-build.log >&2; fail "tests/servers/tlog does not build."; }
  fi
}

# changed STAMP DIR...: true when something in the folders is newer than the stamp.
changed() {
  stamp=$1; shift
  [ ! -f "$stamp" ] || [ -n "$(find "$@" -newer "$stamp" -type f -not -path '*/bin/*' -not -path '*/obj/*' -not -path '*/node_modules/*' -not -path '*/dist/*' -not -path '*/generated/*' -print -quit)" ]
}

build_dashboard() {
  npm_group web
  if changed web/dist/.built web verifier/html; then
    echo "Building the dashboard ..."
    mkdir -p artifacts
    npm run --silent build --prefix web >artifacts/dashboard-build.log 2>&1 || { tail -20 artifacts/dashboard-build.log >&2; fail "The dashboard does not build."; }
    touch web/dist/.built
  fi
}

# build_app CONFIGURATION
build_app() {
  stamp="functions/CrowdControl.Functions/bin/$1/.built"
  if changed "$stamp" functions local/CrowdControl.LocalRuntime host.json Directory.Build.props Directory.Packages.props web/dist; then
    echo "Building CrowdControl ..."
    mkdir -p artifacts
    dotnet build local/demo.slnf -c "$1" --nologo -v quiet -clp:ErrorsOnly >artifacts/app-build.log 2>&1 || { tail -20 artifacts/app-build.log >&2; fail "CrowdControl does not build."; }
    touch "$stamp"
  fi
}
