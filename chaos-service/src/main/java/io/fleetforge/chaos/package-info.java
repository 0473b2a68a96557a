/** Composition root of the chaos-service. Not built yet: experiments, faults and verdicts. */
@NullMarked
package io.fleetforge.chaos;

import org.jspecify.annotations.NullMarked;
