/** Receivers and their integrations. Pure. */
@NullMarked
package io.fleetforge.alert.receiver;

import org.jspecify.annotations.NullMarked;
