#!/usr/bin/env bash
# Prints image@digest for every pinned third-party tag in docker-compose.yml. Needs access to the image registry.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
if ! command -v skopeo >/dev/null 2>&1; then
  echo "SKIPPED resolve-digests: skopeo is not installed; no digest was resolved"
  exit 0
fi
sed -nE 's/^ +image: ([^ ]+)$/\1/p' docker-compose.yml | grep -v '^fleetforge-' | sort -u | while read -r image; do
  if digest="$(skopeo inspect --format '{{.Digest}}' "docker://$image" 2>/dev/null)"; then
    echo "$image@$digest"
  else
    echo "SKIPPED $image: the registry did not answer"
  fi
done
