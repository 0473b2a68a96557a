/** The topics as they are declared: partitions, retention and cleanup. */
@NullMarked
package io.fleetforge.contracts.topic;

import org.jspecify.annotations.NullMarked;
