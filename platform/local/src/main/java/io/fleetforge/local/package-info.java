/** The local platform: control plane, broker, node agent and the services on them. */
@NullMarked
package io.fleetforge.local;

import org.jspecify.annotations.NullMarked;
