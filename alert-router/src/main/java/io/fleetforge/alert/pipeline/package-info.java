/** From a due group to a notification, a page or the removal of old state: the loop that flushes groups, and its steps. */
@NullMarked
package io.fleetforge.alert.pipeline;

import org.jspecify.annotations.NullMarked;
