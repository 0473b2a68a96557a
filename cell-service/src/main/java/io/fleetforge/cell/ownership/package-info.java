/** What a host does when it gains, hands off, releases or ends a session: registry, journal, event and notification of the client. */
@NullMarked
package io.fleetforge.cell.ownership;

import org.jspecify.annotations.NullMarked;
