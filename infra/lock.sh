#!/bin/bash
# infra/lock.sh ACCOUNT ORGANISATION   locks the retention of an organisation's record, for good.
# A locked policy can never be shortened or taken away, not by anybody; it can be lengthened, a container's five times only. So this is a step
# of its own, of the record's keepers and never of a deployment. It shows what would be locked and asks for the organisation's name.
set -euo pipefail
[ $# -eq 2 ] || { echo "Say: infra/lock.sh ACCOUNT ORGANISATION" >&2; exit 2; }
account=$1 organisation=$2

containers=$(az storage container-rm list --storage-account "$account" \
  --query "[?starts_with(name, 'audit-') && ends_with(name, '-$organisation')].name" --output tsv | sort)
[ -n "$containers" ] || { echo "The account $account holds no container of $organisation. Deploy infra/organisation.json first." >&2; exit 1; }

show() { az storage container immutability-policy show --account-name "$account" --container-name "$1" --query "$2" --output tsv; }
open=()
for container in $containers; do
  case $container in audit-live-*) continue ;; esac
  state=$(show "$container" state) days=$(show "$container" immutabilityPeriodSinceCreationInDays)
  [ -n "$days" ] || { echo "$container has no policy. Deploy infra/organisation.json first; nothing was locked." >&2; exit 1; }
  printf '%-60s %6s days  %s\n' "$container" "$days" "$state"
  [ "$state" = Locked ] || open+=("$container")
done
[ ${#open[@]} -gt 0 ] || { echo "All are locked already."; exit 0; }

echo
echo "Locking cannot be undone. For as many days as said above nothing in these ${#open[@]} containers can be deleted, by nobody."
read -r -p "To lock them, type the organisation's name ($organisation): " typed
[ "$typed" = "$organisation" ] || { echo "Nothing was locked." >&2; exit 1; }
for container in "${open[@]}"; do
  az storage container immutability-policy lock --account-name "$account" --container-name "$container" \
    --if-match "$(show "$container" etag)" --output none
  echo "$container is locked."
done
