/** All that is known, with one writer at a time. */
@NullMarked
package io.fleetforge.alert.desk;

import org.jspecify.annotations.NullMarked;
