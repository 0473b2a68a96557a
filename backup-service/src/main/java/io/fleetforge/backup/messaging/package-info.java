/** Kafka edge of the backup-service. */
@NullMarked
package io.fleetforge.backup.messaging;

import org.jspecify.annotations.NullMarked;
