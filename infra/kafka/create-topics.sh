#!/usr/bin/env bash
# Creates the topics of topics.yaml with the tools of the Kafka image. Idempotent. From the production replication factor on,
# the production min.insync.replicas of topics.yaml is set as well.
# usage: create-topics.sh BOOTSTRAP [REPLICATION-FACTOR]
set -euo pipefail
bootstrap="${1:?usage: create-topics.sh BOOTSTRAP [REPLICATION-FACTOR]}"
replication="${2:-1}"
tool="${KAFKA_TOPICS_TOOL:-/opt/kafka/bin/kafka-topics.sh}"
declared="$(dirname "${BASH_SOURCE[0]}")/topics.yaml"

production() {
  sed -nE "s/^    $1: ([0-9]+)$/\\1/p" "$declared" | head -n 1
}
durability=()
if ((replication >= $(production replicationFactor))); then
  durability=(--config "min.insync.replicas=$(production minInsyncReplicas)")
fi

create() {
  [[ -n "$name" ]] || return 0
  local -a arguments=(--bootstrap-server "$bootstrap" --create --if-not-exists --topic "$name"
    --partitions "$partitions" --replication-factor "$replication" "${durability[@]}")
  local entry
  for entry in "${config[@]}"; do arguments+=(--config "$entry"); done
  "$tool" "${arguments[@]}"
}

name="" partitions=1
config=()
while IFS= read -r line; do
  case "$line" in
    "  - name: "*)
      create
      name="${line#  - name: }"
      partitions=1
      config=()
      ;;
    "    partitions: "*) partitions="${line#    partitions: }" ;;
    "      "*": "*)
      if [[ -n "$name" ]]; then
        entry="${line#      }"
        value="${entry#*: }"
        config+=("${entry%%: *}=${value//\"/}")
      fi
      ;;
  esac
done <"$declared"
create
