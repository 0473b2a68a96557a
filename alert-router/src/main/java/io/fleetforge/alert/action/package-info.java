/** Changes to incidents and silences, by users and by the router itself; each is durable before it counts. */
@NullMarked
package io.fleetforge.alert.action;

import org.jspecify.annotations.NullMarked;
