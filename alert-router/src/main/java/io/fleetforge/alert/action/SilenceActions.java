package io.fleetforge.alert.action;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fleetforge.alert.access.Authorizer;
import io.fleetforge.alert.ingest.DurableWrite;
import io.fleetforge.alert.messaging.StatePublisher;
import io.fleetforge.alert.model.Matcher;
import io.fleetforge.alert.model.Matchers;
import io.fleetforge.alert.query.MatcherView;
import io.fleetforge.alert.silence.Silence;
import io.fleetforge.alert.store.AlertStore;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.runtime.problem.ProblemException;
import io.fleetforge.runtime.rest.IdempotencyKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Creates, replaces and expires silences; each change is durable before the request is answered. Thread-safe. */
@ApplicationScoped
public class SilenceActions {

    private static final int MAX_SILENCES = 5000;

    private final AlertStore store;
    private final StatePublisher publisher;
    private final Authorizer authorizer;
    private final ObjectMapper mapper;
    private final Clock clock;

    public SilenceActions(
            AlertStore store, StatePublisher publisher, Authorizer authorizer, ObjectMapper mapper, Clock clock) {
        this.store = store;
        this.publisher = publisher;
        this.authorizer = authorizer;
        this.mapper = mapper;
        this.clock = clock;
    }

    /**
     * Creates a silence, or replaces the one whose id is given; returns its id.
     *
     * @param key of a new silence; not used with an id, since a replacement can be repeated as it is
     * @throws ProblemException 400 for an invalid silence, 401 or 403 without the right, 404 for an unknown id, 409 for
     *     too many silences, 422 for a key that was used for another silence, 503 when it is not durable
     */
    public String create(@Nullable SilenceRequest request, @Nullable IdempotencyKey key, CorrelationId correlation) {
        authorizer.require("create", "silences");
        var given = requireGiven(request);
        if (key == null || hasId(given)) {
            return create(given, Optional.empty(), correlation);
        }
        var id = KeyedSilenceId.of(key.digest(authorizer.name(), "silences"), IdempotencyKey.digestOf(given, mapper));
        return store.call(state -> id.createdBefore(state.silences().all()))
                .orElseGet(() -> create(given, Optional.of(id), correlation));
    }

    private String create(SilenceRequest request, Optional<KeyedSilenceId> id, CorrelationId correlation) {
        if (store.call(state -> state.silences().all().size()) >= MAX_SILENCES) {
            throw new ProblemException(
                    409,
                    "too-many-silences",
                    String.format(Locale.ROOT, "there are %d silences already", MAX_SILENCES));
        }
        var now = clock.instant();
        var silence = silence(request, id, now);
        if (silence.endsAt().isBefore(now)) {
            throw new ProblemException(400, "bad-silence", "endsAt: %s is in the past".formatted(silence.endsAt()));
        }
        write(silence, now, correlation);
        return silence.id();
    }

    /**
     * Ends a silence now.
     *
     * @throws ProblemException 401 or 403 without the right, 404 for an unknown id, 503 when it is not durable
     */
    public void expire(String id, CorrelationId correlation) {
        authorizer.require("delete", "silences");
        var now = clock.instant();
        write(find(id).expiredAt(now), now, correlation);
    }

    private void write(Silence silence, Instant now, CorrelationId correlation) {
        DurableWrite.required(publisher.silenceChanged(silence, now, correlation), "the silence", "try again");
        store.update(state -> state.router().putSilence(silence));
    }

    private static boolean hasId(SilenceRequest request) {
        return request.id() != null && !request.id().isBlank();
    }

    private Silence silence(SilenceRequest request, Optional<KeyedSilenceId> keyed, Instant now) {
        var startsAt = request.startsAt() == null || request.startsAt().isBefore(now) ? now : request.startsAt();
        var owner =
                request.createdBy() == null || request.createdBy().isBlank() ? authorizer.name() : request.createdBy();
        try {
            var parsed = new Matchers(requireGiven(request.matchers()).stream()
                    .map(SilenceActions::matcher)
                    .toList());
            return new Silence(
                    id(request, keyed, owner + now + parsed.all()),
                    parsed,
                    startsAt,
                    requireGiven(request.endsAt()),
                    owner,
                    request.comment() == null ? "" : request.comment());
        } catch (IllegalArgumentException e) {
            throw new ProblemException(400, "bad-silence", String.valueOf(e.getMessage()));
        }
    }

    private String id(SilenceRequest request, Optional<KeyedSilenceId> keyed, String content) {
        if (keyed.isPresent()) {
            return keyed.get().value();
        }
        return request.id() == null || request.id().isBlank()
                ? newId(content)
                : find(request.id()).id();
    }

    private static <T> T requireGiven(@Nullable T value) {
        if (value == null) {
            throw new ProblemException(400, "bad-silence", "matchers, endsAt and comment are needed");
        }
        return value;
    }

    private static Matcher matcher(MatcherView view) {
        if (Objects.isNull(view)) { // an element of the JSON list may be null
            throw new IllegalArgumentException("matchers: each needs a name and a value");
        }
        return view.matcher();
    }

    private static String newId(String text) {
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private Silence find(String id) {
        return store.call(state -> state.silences().find(id))
                .orElseThrow(() -> new ProblemException(404, "not-found", "there is no silence " + id));
    }
}
