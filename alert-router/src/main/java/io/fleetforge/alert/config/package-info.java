/** Settings, and the routing file in Alertmanager's format. */
@NullMarked
package io.fleetforge.alert.config;

import org.jspecify.annotations.NullMarked;
