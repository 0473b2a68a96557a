#!/usr/bin/env bash
# Builds the documentation site into target/site; warnings, such as a page without navigation or a dead link, fail.
#
#   scripts/build-docs.sh             SKIPPED, exit code 0, where Python or its package index is missing
#   scripts/build-docs.sh --require   fails there instead
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly environment=target/docs-environment
require=false
[[ "${1:-}" == --require ]] && require=true

skip() {
  if "$require"; then
    echo "error: $*" >&2
    exit 1
  fi
  echo "SKIPPED build-docs: $*; the site was not built"
  exit 0
}

command -v python3 >/dev/null 2>&1 || skip "Python 3 is not installed"
if ! cmp -s docs/requirements.txt "$environment/requirements.txt"; then
  mkdir -p target
  rm -rf "$environment"
  python3 -m venv "$environment" >target/docs-environment.log 2>&1 || skip "python3 -m venv failed, see target/docs-environment.log"
  "$environment/bin/pip" install --quiet --disable-pip-version-check --retries 1 --timeout 20 -r docs/requirements.txt \
    >>target/docs-environment.log 2>&1 || skip "pip could not install docs/requirements.txt, see target/docs-environment.log"
  # Last: an interrupted installation is made again.
  cp docs/requirements.txt "$environment/requirements.txt"
fi
"$environment/bin/mkdocs" build --strict --quiet --site-dir target/site
echo "✓ documentation site in target/site"
