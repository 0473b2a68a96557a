package io.fleetforge.contracts.language;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Terms that the project does not use.
 *
 * @param terms with their scopes and replacements
 * @param leftovers patterns of prose and names that refer to lists outside the project
 * @param exceptions uses that are right where they stand
 */
record Vocabulary(List<RefusedTerm> terms, List<Pattern> leftovers, List<Exemption> exceptions) {

    /** Kind of text. */
    enum Scope {
        NAMES,
        KEYS,
        PROSE
    }

    /** A refused term; {@code pattern} matches it in lower case. */
    record RefusedTerm(Pattern pattern, Set<Scope> scopes, String use) {

        @JsonCreator
        static RefusedTerm of(
                @JsonProperty(value = "term", required = true) String term,
                @JsonProperty(value = "scopes", required = true) List<String> scopes,
                @JsonProperty(value = "use", required = true) String use) {
            return new RefusedTerm(
                    Pattern.compile("(?<![\\w-])(?:" + term + ")(?![\\w-])"),
                    Set.copyOf(scopes.stream()
                            .map(scope -> Scope.valueOf(scope.toUpperCase(Locale.ROOT)))
                            .toList()),
                    use);
        }
    }

    /** Where {@code term} is allowed. */
    record Exemption(Pattern path, Pattern term, String reason) {

        @JsonCreator
        static Exemption of(
                @JsonProperty(value = "path", required = true) String path,
                @JsonProperty(value = "term", required = true) String term,
                @JsonProperty(value = "reason", required = true) String reason) {
            if (reason.isBlank()) {
                throw new IllegalArgumentException("an exception needs a reason: " + path + " " + term);
            }
            return new Exemption(Pattern.compile(path), Pattern.compile(term), reason);
        }
    }

    @JsonCreator
    static Vocabulary of(
            @JsonProperty(value = "terms", required = true) List<RefusedTerm> terms,
            @JsonProperty(value = "leftovers", required = true) List<String> leftovers,
            @JsonProperty(value = "exceptions", required = true) List<Exemption> exceptions) {
        return new Vocabulary(
                List.copyOf(terms), leftovers.stream().map(Pattern::compile).toList(), List.copyOf(exceptions));
    }

    static Vocabulary read(Path file) throws IOException {
        return YAMLMapper.builder().build().readValue(Files.readString(file), Vocabulary.class);
    }

    /** Refused terms in {@code text}, each with its place and replacement. */
    List<String> violations(String path, Scope scope, int line, String text) {
        var found = new ArrayList<String>();
        var lower = text.toLowerCase(Locale.ROOT);
        for (var term : terms) {
            if (term.scopes().contains(scope)) {
                term.pattern().matcher(lower).results().forEach(match -> {
                    if (!isAllowed(path, match.group())) {
                        found.add("%s:%d: \"%s\" in %s, use: %s"
                                .formatted(
                                        path, line, match.group(), scope.name().toLowerCase(Locale.ROOT), term.use()));
                    }
                });
            }
        }
        for (var leftover : leftovers) {
            leftover.matcher(text).results().forEach(match -> {
                if (!isAllowed(path, match.group())) {
                    found.add(
                            "%s:%d: \"%s\" refers to a list outside the project".formatted(path, line, match.group()));
                }
            });
        }
        return found;
    }

    private boolean isAllowed(String path, String term) {
        return exceptions.stream()
                .anyMatch(exception -> exception.path().matcher(path).find()
                        && exception.term().matcher(term).matches());
    }
}
