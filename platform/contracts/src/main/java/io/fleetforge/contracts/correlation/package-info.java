/** The business correlation id that follows one story through every service. */
@NullMarked
package io.fleetforge.contracts.correlation;

import org.jspecify.annotations.NullMarked;
