#!/usr/bin/env bash
# Checks the alert and recording rules of infra/observability with promtool: syntax, unit tests, and that each alert has, for each of its
# severities, a test that fires and one that stays silent, and a runbook. The queries of dashboards and runbooks are parsed too, and the
# configurations of Alertmanager say the same.
#
#   scripts/check-rules.sh                    says SKIPPED and ends with 0 where promtool is missing
#   scripts/check-rules.sh --require          fails there instead
#   scripts/check-rules.sh --extract FOLDER   only writes the rules as plain Prometheus rule files to FOLDER
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly source_rules=infra/observability/base/rules
readonly tests=infra/observability/tests
readonly dashboards=infra/observability/dashboards
readonly runbooks=docs/runbooks
readonly base_routes=infra/observability/base/alertmanager-config.yaml
readonly local_routes=infra/observability/local/alertmanager.yml
readonly fallback_receiver=infra/observability/components/fallback-receiver/alertmanager-config.yaml

usage() {
  sed -n '2,9s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"
}

# A rule object keeps its groups under "spec:" at column 0; what is below it, two columns less deep, is a plain rule file.
extract() {
  local target="$1" file
  mkdir -p "$target"
  for file in "$source_rules"/*.yaml; do
    awk '/^spec:[[:space:]]*$/ { inside = 1; next } /^[^[:space:]#]/ { inside = 0 } inside { sub(/^  /, ""); print }' \
      "$file" >"$target/$(basename "$file")"
  done
}

# "alert severity" of each rule, once.
pairs() {
  awk '/^ *- alert: / { name = $3 } /^ *- record: / { name = "" } /^ *severity: / && name != "" { print name, $2; name = "" }' \
    "$source_rules"/*.yaml | sort -u
}

# One line for each moment that a test looks at: the alert, then the severities in which it fires then; none when it is silent.
moments() {
  awk '
    function done_with() { if (name != "") print name fired; name = fired = "" }
    /^ *- eval_time: / || /^  - interval: / { done_with() }
    /^ *alertname: / { name = $2 }
    /^ *severity: / { gsub(/"/, "", $2); fired = fired " " $2 }
    END { done_with() }
  ' "$tests"/*.yaml
}

# One line per alert and finding; nothing when all is well. Names have no blanks.
# shellcheck disable=SC2013
findings() {
  local alert severity runbook page
  while read -r alert severity; do
    grep -qE "^$alert( P[1-4])* $severity( |\$)" "$1" || echo "$alert: no test in which it fires with $severity"
    # The watchdog is never silent: that is its purpose.
    [[ "$alert" == Watchdog ]] || grep -E "^$alert( |\$)" "$1" | grep -qvE " $severity( |\$)" ||
      echo "$alert: no test in which it does not fire with $severity"
  done < <(pairs)
  for alert in $(sed -E 's/ .*//' "$1" | sort -u); do
    grep -qE "^ *- alert: $alert\$" "$source_rules"/*.yaml || echo "$alert: tested, but there is no such alert"
  done
  for runbook in $(sed -nE 's/^ *runbook_url: (.+)$/\1/p' "$source_rules"/*.yaml | sort -u); do
    [[ -f "$runbook" ]] || echo "$runbook: an alert names it, but it is not there"
    grep -qF "$(basename "$runbook")" "$runbooks/index.md" || echo "$runbook: not in $runbooks/index.md"
  done
  for page in "$runbooks"/*.md; do
    [[ "$page" == "$runbooks/index.md" ]] && continue
    grep -qE "runbook_url: $page\$" "$source_rules"/*.yaml || echo "$page: no alert names it"
  done
  # Each alert has severity, service, summary, description and runbook_url.
  awk '
    function done_with() { if (name != "") for (i in wanted) if (!(i in seen)) print name ": no " i; delete seen }
    BEGIN { split("severity service summary description runbook_url", list, " "); for (i in list) wanted[list[i]] = 1 }
    /^ *- (alert|record): / { done_with(); name = ($2 == "alert:") ? $3 : "" }
    /^ *(severity|service|summary|description|runbook_url): / { key = $1; sub(/:$/, "", key); seen[key] = 1 }
    /^ *severity: / && $2 !~ /^P[1-4]$/ { print name ": severity " $2 }
    END { done_with() }
  ' "$source_rules"/*.yaml
}

# The three configurations of Alertmanager differ in the address of alert-router and in what is between the marks of the fallback receiver.
routes() {
  local other
  for other in "$local_routes" "$fallback_receiver"; do
    diff -u --label "$base_routes" --label "$other" <(plain_routes "$base_routes") <(plain_routes "$other") || true
  done
}

plain_routes() {
  sed -E -e '/# fallback receiver \{$/,/# fallback receiver \}$/d' -e '/^#/d' -e 's,(url: http://)[^/]*/,\1alert-router/,' \
    -e 's,(credentials_file: ).*,\1token,' -e '/# With the token of/d' "$1"
}

# The queries of dashboards and runbooks as a rule file, so that promtool can parse them. Variables are replaced by what fits.
# shellcheck disable=SC2016
queries() {
  echo "groups: [{name: queries, rules: ["
  {
    sed -nE 's/^ *"expr": "(.*)",?$/\1/p' "$dashboards"/*.json | sed -e 's/\\"/"/g' -e 's/\\\\/\\/g'
    awk '/^```promql/ { inside = 1; next } /^```/ { inside = 0 } inside' "$runbooks"/*.md
  } | sed -e 's/\$__rate_interval/1m/g' -e 's/\$[a-z]*/.*/g' -e "s/'/''/g" |
    awk '{ print "{record: query_" NR ", expr: '"'"'" $0 "'"'"'}," }'
  echo "]}]"
}

require=false
case "${1:-}" in
  "") ;;
  --require) require=true ;;
  --extract)
    [[ $# -eq 2 ]] || { usage >&2; exit 2; }
    extract "$2"
    exit 0
    ;;
  -h | --help) usage; exit 0 ;;
  *) usage >&2; exit 2 ;;
esac

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
extract "$work/rules"
mkdir -p "$work/tests"
cp "$tests"/*.yaml "$work/tests/"

moments >"$work/covered"
{
  findings "$work/covered"
  routes
} >"$work/findings"
if [[ -s "$work/findings" ]]; then
  cat "$work/findings" >&2
  exit 1
fi
alerts="$(sed -nE 's/^ *- alert: (.+)$/\1/p' "$source_rules"/*.yaml | sort -u | wc -l)"
echo "$alerts alerts: each has, for each severity, a test that fires and one that does not, and a runbook"

if ! command -v promtool >/dev/null 2>&1; then
  if "$require"; then
    echo "error: promtool is not installed; it comes with Prometheus" >&2
    exit 1
  fi
  echo "SKIPPED check-rules: promtool is not installed; neither syntax nor behaviour of the rules was checked"
  exit 0
fi
promtool check rules "$work"/rules/*.yaml
queries >"$work/queries.yaml"
promtool check rules "$work/queries.yaml"
promtool test rules "$work"/tests/*.yaml
if command -v amtool >/dev/null 2>&1; then
  # Releases before 0.26 do not know that a webhook's address may be in a file, and placeholders are no host.
  for file in "$base_routes" "$local_routes" "$fallback_receiver"; do
    sed -E -e 's,url_file: .*,url: http://fallback-receiver/,' -e 's,\$\{ALERT_ROUTER\},alert-router,' "$file" >"$work/routes.yaml"
    amtool check-config "$work/routes.yaml" >"$work/said" 2>&1 || { echo "$file:" >&2; cat "$work/said" >&2; exit 1; }
  done
  echo "the configurations of Alertmanager are valid"
else
  echo "amtool is not installed: the configurations of Alertmanager were compared with each other only"
fi
