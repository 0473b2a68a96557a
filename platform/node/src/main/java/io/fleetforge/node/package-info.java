/** The node agent: runs pods bound to its node as local processes. A development kubelet, not an isolation boundary. */
@NullMarked
package io.fleetforge.node;

import org.jspecify.annotations.NullMarked;
