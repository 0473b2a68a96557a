/** Alerts in: over HTTP and from the topics of other services, whole or not at all. */
@NullMarked
package io.fleetforge.alert.ingest;

import org.jspecify.annotations.NullMarked;
