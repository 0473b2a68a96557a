package io.fleetforge.cell.recovery;

import io.fleetforge.cell.checkpoint.SavedSession;
import io.fleetforge.cell.checkpoint.SessionOwner;

/**
 * A session that may be taken up.
 *
 * @param owner the process that had it, or that it was given to
 */
public record RecoverableSession(SavedSession session, SessionOwner owner) {}
