/** Incidents: the timeline of each, the state that follows from it, and the pages that are due. Pure. */
@NullMarked
package io.fleetforge.alert.incident;

import org.jspecify.annotations.NullMarked;
