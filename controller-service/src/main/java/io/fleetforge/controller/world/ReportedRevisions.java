package io.fleetforge.controller.world;

import io.fleetforge.contracts.crd.WorldSpecStatus;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The topology revision of each world up to which changes are reported. The status names it too, later: a crash after the write of a
 * record leaves it behind, and the change is reported again. Thread-safe.
 */
@Singleton
final class ReportedRevisions implements WorldScoped {

    private final Map<String, Long> revisions = new ConcurrentHashMap<>();

    /**
     * The revision that was reported before; {@code revision} counts as reported from now on.
     *
     * @param before the stored status
     * @return 0 when none was
     */
    long reported(String worldUid, @Nullable WorldSpecStatus before, long revision) {
        var stored = before == null || before.topologyRevision() == null ? 0 : before.topologyRevision();
        var known = revisions.getOrDefault(worldUid, 0L);
        revisions.merge(worldUid, revision, Math::max);
        return Math.max(stored, known);
    }

    @Override
    public void forgetWorld(String worldUid) {
        revisions.remove(worldUid);
    }
}
