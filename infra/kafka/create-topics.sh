#!/usr/bin/env bash
# Generated from topics.yaml; see TopicScriptTest. Do not edit.
# Creates the topics with the tool of the Kafka image. Idempotent. From the production replication factor on,
# min.insync.replicas is set as well.
set -euo pipefail
bootstrap="${1:?usage: create-topics.sh BOOTSTRAP [REPLICATION-FACTOR]}"
replication="${2:-1}"
durability=()
if ((replication >= 3)); then
  durability=(--config min.insync.replicas=2)
fi

create() {
  "${KAFKA_TOPICS_TOOL:-/opt/kafka/bin/kafka-topics.sh}" --bootstrap-server "$bootstrap" --create --if-not-exists \
    --replication-factor "$replication" "${durability[@]}" "$@"
}

create --topic fleetforge.world.topology.v1 --partitions 8 --config cleanup.policy=compact --config min.cleanable.dirty.ratio=0.1 --config segment.ms=3600000
create --topic fleetforge.world.events.v1 --partitions 4 --config cleanup.policy=delete --config retention.ms=604800000
create --topic fleetforge.cell.events.v1 --partitions 8 --config cleanup.policy=delete --config retention.ms=604800000
create --topic fleetforge.cell.telemetry.v1 --partitions 8 --config cleanup.policy=delete --config retention.ms=3600000 --config segment.ms=600000
create --topic fleetforge.cell.ghosts.v1 --partitions 8 --config cleanup.policy=delete --config retention.ms=600000 --config segment.ms=600000 --config segment.bytes=33554432
create --topic fleetforge.cell.sessions.v1 --partitions 8 --config cleanup.policy=compact,delete --config retention.ms=604800000 --config delete.retention.ms=86400000 --config min.compaction.lag.ms=600000 --config segment.ms=600000 --config segment.bytes=33554432 --config min.cleanable.dirty.ratio=0.1
create --topic fleetforge.cell.handoffs.v1 --partitions 8 --config cleanup.policy=compact,delete --config retention.ms=604800000 --config min.compaction.lag.ms=600000 --config segment.ms=600000 --config segment.bytes=33554432 --config min.cleanable.dirty.ratio=0.1
create --topic fleetforge.session.keys.v1 --partitions 8 --config cleanup.policy=compact,delete --config retention.ms=172800000 --config segment.ms=3600000 --config segment.bytes=33554432 --config min.cleanable.dirty.ratio=0.1
create --topic fleetforge.cell.checkpoints.v1 --partitions 8 --config cleanup.policy=compact,delete --config retention.ms=604800000 --config min.compaction.lag.ms=600000 --config segment.ms=600000 --config segment.bytes=33554432 --config min.cleanable.dirty.ratio=0.1 --config max.message.bytes=4194304
create --topic fleetforge.alert.events.v1 --partitions 4 --config max.message.bytes=4194304 --config cleanup.policy=delete --config retention.ms=604800000
create --topic fleetforge.alert.alerts.v1 --partitions 8 --config max.message.bytes=4194304 --config cleanup.policy=compact --config min.cleanable.dirty.ratio=0.1 --config segment.ms=600000 --config segment.bytes=33554432
create --topic fleetforge.alert.state.v1 --partitions 8 --config max.message.bytes=4194304 --config cleanup.policy=compact --config min.cleanable.dirty.ratio=0.1 --config segment.ms=600000 --config segment.bytes=33554432
create --topic fleetforge.alert.decisions.v1 --partitions 8 --config cleanup.policy=delete --config retention.ms=604800000 --config retention.bytes=67108864
create --topic fleetforge.backup.commands.v1 --partitions 4 --config cleanup.policy=delete --config retention.ms=604800000
create --topic fleetforge.backup.events.v1 --partitions 4 --config cleanup.policy=delete --config retention.ms=604800000
create --topic fleetforge.chaos.commands.v1 --partitions 4 --config cleanup.policy=delete --config retention.ms=604800000
create --topic fleetforge.chaos.events.v1 --partitions 4 --config cleanup.policy=delete --config retention.ms=604800000
create --topic fleetforge.audit.v1 --partitions 4 --config cleanup.policy=delete --config retention.ms=7776000000
create --topic fleetforge.world.topology.v1.dlq --partitions 1 --config cleanup.policy=delete --config retention.ms=1209600000
create --topic fleetforge.world.events.v1.dlq --partitions 1 --config cleanup.policy=delete --config retention.ms=1209600000
create --topic fleetforge.cell.events.v1.dlq --partitions 1 --config cleanup.policy=delete --config retention.ms=1209600000
create --topic fleetforge.cell.telemetry.v1.dlq --partitions 1 --config cleanup.policy=delete --config retention.ms=1209600000
create --topic fleetforge.alert.events.v1.dlq --partitions 1 --config max.message.bytes=4194304 --config cleanup.policy=delete --config retention.ms=1209600000
create --topic fleetforge.alert.alerts.v1.dlq --partitions 1 --config cleanup.policy=delete --config retention.ms=1209600000
create --topic fleetforge.alert.state.v1.dlq --partitions 1 --config cleanup.policy=delete --config retention.ms=1209600000
create --topic fleetforge.alert.decisions.v1.dlq --partitions 1 --config cleanup.policy=delete --config retention.ms=1209600000
create --topic fleetforge.backup.commands.v1.dlq --partitions 1 --config cleanup.policy=delete --config retention.ms=1209600000
create --topic fleetforge.backup.events.v1.dlq --partitions 1 --config cleanup.policy=delete --config retention.ms=1209600000
create --topic fleetforge.chaos.commands.v1.dlq --partitions 1 --config cleanup.policy=delete --config retention.ms=1209600000
create --topic fleetforge.chaos.events.v1.dlq --partitions 1 --config cleanup.policy=delete --config retention.ms=1209600000
