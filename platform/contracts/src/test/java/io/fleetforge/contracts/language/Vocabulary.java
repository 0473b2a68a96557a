package io.fleetforge.contracts.language;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Terms that the project does not use.
 *
 * @param terms with their scopes and replacements
 * @param anyTerm matches every text of a scope that has a refused term: nearly all have none
 * @param leftovers patterns of prose and names that refer to lists outside the project
 * @param exceptions uses that are right where they stand
 */
record Vocabulary(
        List<RefusedTerm> terms, Map<Scope, Pattern> anyTerm, List<Pattern> leftovers, List<Exemption> exceptions) {

    /** Kind of text. */
    enum Scope {
        NAMES,
        KEYS,
        PROSE
    }

    /** A refused term: a regular expression that matches it as a whole, in lower case. */
    record RefusedTerm(String term, Set<Scope> scopes, String use) {

        @JsonCreator
        static RefusedTerm of(
                @JsonProperty(value = "term", required = true) String term,
                @JsonProperty(value = "scopes", required = true) List<String> scopes,
                @JsonProperty(value = "use", required = true) String use) {
            return new RefusedTerm(
                    term,
                    Set.copyOf(scopes.stream()
                            .map(scope -> Scope.valueOf(scope.toUpperCase(Locale.ROOT)))
                            .toList()),
                    use);
        }

        private Pattern pattern() {
            return anyOf(List.of(this));
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
                List.copyOf(terms),
                Arrays.stream(Scope.values()).collect(toMap(identity(), scope -> anyOf(in(scope, terms)))),
                leftovers.stream().map(Pattern::compile).toList(),
                List.copyOf(exceptions));
    }

    private static List<RefusedTerm> in(Scope scope, List<RefusedTerm> terms) {
        return terms.stream().filter(term -> term.scopes().contains(scope)).toList();
    }

    private static Pattern anyOf(List<RefusedTerm> terms) {
        return Pattern.compile(
                terms.stream().map(RefusedTerm::term).collect(joining("|", "(?<![\\w-])(?:", ")(?![\\w-])")));
    }

    static Vocabulary read(Path file) throws IOException {
        return YAMLMapper.builder().build().readValue(Files.readString(file), Vocabulary.class);
    }

    /** Refused terms in {@code text}, each with its place and replacement. */
    List<String> violations(String path, Scope scope, int line, String text) {
        var found = new ArrayList<String>();
        var lower = text.toLowerCase(Locale.ROOT);
        if (anyTerm.get(scope).matcher(lower).find()) {
            for (var term : in(scope, terms)) {
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
