/** Hash functions shared by several modules. Pure. */
@NullMarked
package io.fleetforge.contracts.hash;

import org.jspecify.annotations.NullMarked;
