/** Kafka edges: adapters in, publishers out, and what they learned about cells. */
@NullMarked
package io.fleetforge.controller.messaging;

import org.jspecify.annotations.NullMarked;
