# Shared by ./fleetforge and ./ffctl: finds the JDK and Maven, and builds what changed. Sourced; needs $root.
# shellcheck shell=bash disable=SC2154

# Without a locale of UTF-8 a JVM loses all arguments and file names beyond ASCII.
case "$(locale charmap 2>/dev/null)" in
  UTF-8) ;;
  *) export LC_ALL=C.UTF-8 ;;
esac

readonly cache="$root/.fleetforge"
readonly need_java=25

die() {
  echo "error: $*" >&2
  exit 1
}

java_major() {
  # Not the first line: a JVM may print options from the environment first.
  "$1" -version 2>&1 | sed -nE 's/.* version "([0-9]+).*/\1/p' | head -n 1
}

# JAVA_HOME, then PATH, then the usual folders; the first that is new enough.
find_java() {
  local candidate major found=""
  local -a candidates=()
  [[ -n "${JAVA_HOME:-}" ]] && candidates+=("$JAVA_HOME/bin/java")
  command -v java >/dev/null 2>&1 && candidates+=("$(readlink -f "$(command -v java)" 2>/dev/null || command -v java)")
  for candidate in /usr/lib/jvm/*/bin/java /Library/Java/JavaVirtualMachines/*/Contents/Home/bin/java \
    "$HOME"/.sdkman/candidates/java/*/bin/java /opt/*/bin/java; do
    [[ -x "$candidate" ]] && candidates+=("$candidate")
  done
  for candidate in "${candidates[@]}"; do
    [[ -x "$candidate" && -x "${candidate%java}javac" ]] || continue
    major="$(java_major "$candidate")"
    found="${found:+$found, }${major:-?}"
    if [[ -n "$major" && "$major" -ge "$need_java" ]]; then
      dirname "$(dirname "$candidate")"
      return 0
    fi
  done
  die "JDK $need_java or newer is needed (found: ${found:-none}); install a JDK $need_java, for example Temurin, or set JAVA_HOME."
}

require_maven() {
  command -v mvn >/dev/null 2>&1 || die "Maven 3.8.7 or newer is needed (found: none); install your system's maven package."
  local version
  version="$(mvn -v 2>/dev/null | sed -nE 's/.*Apache Maven ([0-9.]+).*/\1/p' | head -n 1 || true)"
  [[ "$(printf '%s\n3.8.7\n' "$version" | sort -V | head -n 1)" == "3.8.7" ]] ||
    die "Maven 3.8.7 or newer is needed (found: ${version:-unknown version}); update your system's maven package."
}

java_home=""
use_java() {
  java_home="$(find_java)" || exit 1
  export JAVA_HOME="$java_home"
}

# Sources newer than the last build, or no build yet.
stale() {
  [[ -f "$cache/built" ]] || return 0
  local jar
  for jar in platform/local/target/lib platform/ffctl/target/lib platform/bench/target/lib infra/kafka/target/broker \
    controller-service/target/quarkus-app/quarkus-run.jar \
    cell-service/target/quarkus-app/quarkus-run.jar alert-router/target/quarkus-app/quarkus-run.jar \
    backup-service/target/quarkus-app/quarkus-run.jar chaos-service/target/quarkus-app/quarkus-run.jar; do
    [[ -e "$root/$jar" ]] || return 0
  done
  [[ -n "$(cd "$root" && find . \( -path '*/src/main/*' -o -name pom.xml \) -not -path '*/target/*' -newer "$cache/built" -print -quit)" ]]
}

build() {
  [[ "${FLEETFORGE_SKIP_BUILD:-}" == 1 ]] && return 0 # the caller has just built
  stale || return 0
  require_maven
  mkdir -p "$cache"
  local start=$SECONDS
  # Created before the build: sources edited meanwhile are newer and are built next time.
  touch "$cache/building"
  echo "… build with Maven (first time: several minutes, it downloads the libraries)" >&2
  if ! (cd "$root" && mvn -B -ntp -T 1C package -DskipTests -Dspotless.check.skip=true >"$cache/build.log" 2>&1); then
    tail -n 40 "$cache/build.log" >&2
    die "the build failed; the whole log is $cache/build.log"
  fi
  mv -f "$cache/building" "$cache/built"
  echo "✓ build with Maven ($((SECONDS - start)) s)" >&2
}
