/** A real Kafka broker in a JVM of its own, and the topics from their one declaration. */
@NullMarked
package io.fleetforge.cluster.broker;

import org.jspecify.annotations.NullMarked;
