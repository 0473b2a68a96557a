package io.fleetforge.cell.recovery;

import io.fleetforge.cell.checkpoint.SavedSession;
import io.fleetforge.cell.checkpoint.SessionOwner;

/**
 * A session that a host may adopt.
 *
 * @param owner the process that owned it, or that it was handed off to
 */
public record RecoverableSession(SavedSession session, SessionOwner owner) {}
