/** Collections that the services share. */
@NullMarked
package io.fleetforge.contracts.collection;

import org.jspecify.annotations.NullMarked;
