#!/usr/bin/env bash
# Builds the images of the services with Jib into the local container engine. Needs the engine and access to the base image.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
if ! docker info >/dev/null 2>&1; then
  echo "SKIPPED build-images: no container engine answers on this machine; no image was built"
  exit 0
fi
modules=controller-service,cell-service,alert-router,backup-service,chaos-service
./fleetforge build
exec ./fleetforge test -Pimages -pl "$modules" -am -DskipTests -DskipITs -Dspotless.check.skip=true -Djacoco.skip=true \
  -Dquarkus.container-image.build=true -Dquarkus.container-image.group= -Dquarkus.container-image.tag=distroless \
  -Dquarkus.jib.base-jvm-image=gcr.io/distroless/java25-debian13:nonroot -Dquarkus.jib.user=65532
