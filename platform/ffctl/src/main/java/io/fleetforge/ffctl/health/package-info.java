/** What is wrong, judged from what was observed. Pure. */
@NullMarked
package io.fleetforge.ffctl.health;

import org.jspecify.annotations.NullMarked;
