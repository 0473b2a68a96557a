/** Public addresses of hosts, and their place in the record of a world. Pure. */
@NullMarked
package io.fleetforge.controller.exposure;

import org.jspecify.annotations.NullMarked;
