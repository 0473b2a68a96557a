/** Who plays here, and how they prove it. */
@NullMarked
package io.fleetforge.cell.session;

import org.jspecify.annotations.NullMarked;
