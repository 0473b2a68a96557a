/** Host pods: rendered, created, deleted with preconditions. */
@NullMarked
package io.fleetforge.controller.hosts;

import org.jspecify.annotations.NullMarked;
