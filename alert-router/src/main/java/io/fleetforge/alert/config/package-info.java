/** Reads the routing tree from a file in Alertmanager's dialect of YAML; what is wrong is told by line. */
@NullMarked
package io.fleetforge.alert.config;

import org.jspecify.annotations.NullMarked;
