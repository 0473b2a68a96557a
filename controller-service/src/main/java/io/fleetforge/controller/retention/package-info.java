/** Removes records of sessions and cells that are older than {@code spec.persistence.retentionPeriod}. */
@NullMarked
package io.fleetforge.controller.retention;

import org.jspecify.annotations.NullMarked;
