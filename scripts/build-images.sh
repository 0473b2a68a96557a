#!/usr/bin/env bash
# Builds the images of the services and loads them into the container engine of this machine, if one answers: docs/images.md.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
./fleetforge images
if ! docker info >/dev/null 2>&1; then
  echo "SKIPPED docker load: no container engine answers on this machine; the archives are in target/images"
  exit 0
fi
for service in controller cell alert-router backup chaos; do
  docker load -i "target/images/fleetforge-$service.tar"
done
