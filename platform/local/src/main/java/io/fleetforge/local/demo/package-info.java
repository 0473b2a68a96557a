/** The story that ./fleetforge demo tells; every line of it is checked. */
@NullMarked
package io.fleetforge.local.demo;

import org.jspecify.annotations.NullMarked;
