/** JSON log lines: the fields that the core layout lacks. */
@NullMarked
package io.fleetforge.runtime.logging;

import org.jspecify.annotations.NullMarked;
