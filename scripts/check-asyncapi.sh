#!/usr/bin/env bash
# Parses docs/asyncapi.yaml, or FILE, with the parser of AsyncAPI, which is installed once below target/. Fails on each error it finds.
#
#   scripts/check-asyncapi.sh [FILE]             SKIPPED, exit code 0, where Node.js, npm or the registry is missing
#   scripts/check-asyncapi.sh --require [FILE]   fails there instead
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly parser=3.6.6
readonly need_node=18
readonly folder="target/asyncapi-parser-$parser"

require=false
[[ "${1:-}" == --require ]] && { require=true; shift; }
readonly file="${1:-docs/asyncapi.yaml}"

skip() {
  if "$require"; then
    echo "error: $*" >&2
    exit 1
  fi
  echo "SKIPPED check-asyncapi: $*; $file was not checked"
  exit 0
}

command -v node >/dev/null 2>&1 || skip "Node.js is not installed"
command -v npm >/dev/null 2>&1 || skip "npm is not installed"
version="$(node -p 'process.versions.node.split(".")[0]')"
[[ "$version" -ge "$need_node" ]] || skip "Node.js $need_node or newer is needed (found: $version)"

# Installed beside and then moved, so that an interrupted installation is not used.
if [[ ! -d "$folder" ]]; then
  mkdir -p target
  staging="$(mktemp -d target/asyncapi-parser.XXXXXX)"
  trap 'rm -rf "$staging"' EXIT
  echo '{"private": true}' >"$staging/package.json"
  if ! npm install --prefix "$staging" --save-exact --ignore-scripts --no-audit --no-fund --prefer-offline \
    --fetch-retries=1 --fetch-timeout=20000 "@asyncapi/parser@$parser" >"$staging/install.log" 2>&1; then
    reason="$(sed -nE 's/^npm (error|ERR!) code //p' "$staging/install.log" | head -n 1)"
    case "$reason" in
      E404 | ETARGET | EINTEGRITY)
        cat "$staging/install.log" >&2
        exit 1
        ;;
    esac
    skip "npm could not install @asyncapi/parser $parser (${reason:-no reason given})"
  fi
  mv "$staging" "$folder"
fi

NODE_PATH="$folder/node_modules" exec node - "$file" <<'JS'
const fs = require('node:fs');
const { Parser, DiagnosticSeverity } = require('@asyncapi/parser');

const file = process.argv[2];
new Parser().parse(fs.readFileSync(file, 'utf8')).then(({ document, diagnostics }) => {
  for (const each of diagnostics) {
    const at = `${file}:${each.range.start.line + 1}`;
    console.log(`${DiagnosticSeverity[each.severity] ?? each.severity} ${at} ${each.code}: ${each.message}`);
  }
  if (!document || diagnostics.some((each) => each.severity === DiagnosticSeverity.Error)) {
    process.exitCode = 1;
    return;
  }
  console.log(
    `${file} is valid: ${document.allChannels().length} channels, ${document.allOperations().length} operations, ` +
      `${document.allMessages().length} messages`,
  );
});
JS
