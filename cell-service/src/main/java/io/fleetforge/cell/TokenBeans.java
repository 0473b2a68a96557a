package io.fleetforge.cell;

import io.fleetforge.cell.config.CellConfig;
import io.fleetforge.cell.keys.KeyRing;
import io.fleetforge.cell.keys.SessionKeyAdapter;
import io.fleetforge.cell.keys.SessionKeyPublisher;
import io.fleetforge.cell.keys.SigningKey;
import io.fleetforge.cell.runtime.HostIdentity;
import io.fleetforge.cell.session.SessionTokens;
import io.fleetforge.cell.topics.TailSource;
import io.fleetforge.runtime.messaging.EventPublisher;
import io.smallrye.reactive.messaging.MutinyEmitter;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.eclipse.microprofile.reactive.messaging.Channel;

/** CDI wiring of session tokens and their keys. */
public class TokenBeans {

    @Produces
    @Singleton
    SigningKey signingKey() {
        return SigningKey.generate();
    }

    @Produces
    @Singleton
    KeyRing keyRing(SigningKey key) {
        return new KeyRing(key.verification(), System::nanoTime);
    }

    @Produces
    @Singleton
    SessionTokens tokens(CellConfig config, SigningKey key, KeyRing ring, Clock clock) {
        return new SessionTokens(key, ring, config.worldUid(), clock, config.sessionTokenLife());
    }

    @Produces
    @Singleton
    SessionKeyPublisher sessionKeyPublisher(
            @Channel("cell-keys") MutinyEmitter<byte[]> emitter, HostIdentity identity, SigningKey key, Clock clock) {
        return new SessionKeyPublisher(
                new EventPublisher(emitter, CellBeans.source(identity), clock),
                identity,
                key.verification(),
                clock,
                System::nanoTime);
    }

    @Produces
    @Singleton
    SessionKeyAdapter sessionKeyAdapter(TailSource source, HostIdentity identity, KeyRing ring) {
        return new SessionKeyAdapter(source, identity.world(), ring);
    }
}
