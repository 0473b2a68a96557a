/** Which alerts follow from something worse and are not told. Pure. */
@NullMarked
package io.fleetforge.alert.inhibit;

import org.jspecify.annotations.NullMarked;
