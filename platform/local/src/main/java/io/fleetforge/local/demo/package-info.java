/** The scenario of ./fleetforge demo; every line of its output is verified. */
@NullMarked
package io.fleetforge.local.demo;

import org.jspecify.annotations.NullMarked;
