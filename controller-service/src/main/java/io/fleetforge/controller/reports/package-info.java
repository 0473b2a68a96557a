/** What hosts and cells reported last. */
@NullMarked
package io.fleetforge.controller.reports;

import org.jspecify.annotations.NullMarked;
