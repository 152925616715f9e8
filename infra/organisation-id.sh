#!/bin/bash
# infra/organisation-id.sh DIRECTORY ADMINISTRATOR   how the organisation that this person sets up is called in the names of its containers.
# Both are object ids of Entra ID, as in the setting SetUp__Administrator.
set -euo pipefail
[ $# -eq 2 ] || { echo "Say: infra/organisation-id.sh DIRECTORY ADMINISTRATOR" >&2; exit 2; }
directory=${1,,} administrator=${2,,}
printf '12:first-set-up12:organisation%s:%s%s:%s' "${#directory}" "$directory" "${#administrator}" "$administrator" \
  | openssl dgst -sha256 -binary | head -c 16 | base32 | tr -d "=\n" | tr A-Z a-z
