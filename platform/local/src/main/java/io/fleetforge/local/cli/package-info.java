/** The verbs of ./fleetforge. */
@NullMarked
package io.fleetforge.local.cli;

import org.jspecify.annotations.NullMarked;
