/** What travels on Kafka: records only, one JSON Schema each under {@code schemas/}. */
@NullMarked
package io.fleetforge.contracts.message;

import org.jspecify.annotations.NullMarked;
