/** What happened, who has it, and what is left to do: the timeline of each incident and what it comes to. Pure. */
@NullMarked
package io.fleetforge.alert.incident;

import org.jspecify.annotations.NullMarked;
