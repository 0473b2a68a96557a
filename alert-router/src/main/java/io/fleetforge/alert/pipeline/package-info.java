/** The flush loop: flushes groups, notifies receivers, pages users and removes old state. */
@NullMarked
package io.fleetforge.alert.pipeline;

import org.jspecify.annotations.NullMarked;
