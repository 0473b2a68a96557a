/** The business correlation id that links one change through every service. */
@NullMarked
package io.fleetforge.contracts.correlation;

import org.jspecify.annotations.NullMarked;
