/** Authorization of HTTP callers. */
@NullMarked
package io.fleetforge.alert.access;

import org.jspecify.annotations.NullMarked;
