package io.fleetforge.cell.lifecycle;

import io.fleetforge.cell.directory.SessionDirectory;
import io.fleetforge.cell.join.JoinPolicy;
import io.fleetforge.cell.messaging.SessionDirectoryAdapter;
import io.fleetforge.cell.runtime.HostIdentity;
import io.fleetforge.cell.topics.TailSource;
import jakarta.inject.Singleton;
import java.util.Optional;

/** The adapter that fills the directory, where the policy of joins needs it: it reads the sessions of the whole world. */
@Singleton
class SessionFollowing {

    private final Optional<SessionDirectoryAdapter> adapter;

    SessionFollowing(JoinPolicy policy, TailSource source, HostIdentity identity, SessionDirectory directory) {
        adapter = policy.followsJournal()
                ? Optional.of(new SessionDirectoryAdapter(source, identity.world(), directory))
                : Optional.empty();
    }

    Optional<SessionDirectoryAdapter> adapter() {
        return adapter;
    }
}
