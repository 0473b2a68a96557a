/** HTTP for operators: worlds, locate, plan. */
@NullMarked
package io.fleetforge.controller.rest;

import org.jspecify.annotations.NullMarked;
