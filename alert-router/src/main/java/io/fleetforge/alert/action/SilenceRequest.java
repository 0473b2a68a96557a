package io.fleetforge.alert.action;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.fleetforge.alert.query.MatcherView;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A silence to create or to replace, in the form of Alertmanager's API.
 *
 * @param id of the silence to replace; null or blank for a new one
 * @param startsAt now when it is null or past
 * @param createdBy its owner; the caller when it is null or blank
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record SilenceRequest(
        @Nullable String id,
        @Nullable List<MatcherView> matchers,
        @Nullable Instant startsAt,
        @Nullable Instant endsAt,
        @Nullable String createdBy,
        @Nullable String comment) {}
