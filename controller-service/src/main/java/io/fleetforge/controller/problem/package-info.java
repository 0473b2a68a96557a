/** What keeps a world from its spec, as values. Pure. */
@NullMarked
package io.fleetforge.controller.problem;

import org.jspecify.annotations.NullMarked;
