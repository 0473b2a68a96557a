package io.fleetforge.runtime.logging;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Removes secrets from text: bearer and basic credentials, signed tokens, passwords in addresses, and the values of fields
 * with the name of a secret. It cannot recognise every secret, so code must not log secrets either.
 */
public final class Redaction {

    static final String MASK = "[redacted]";

    /** Positions of secrets: group 1 is kept, the rest of the match is removed. */
    private static final List<Pattern> SECRETS = List.of(
            Pattern.compile("(?i)\\b((?:bearer|basic)\\s+)[A-Za-z0-9._~+/=-]{6,}"),
            Pattern.compile("()\\beyJ[A-Za-z0-9_-]{5,}(?:\\.[A-Za-z0-9_-]+){1,4}"),
            Pattern.compile("(?i)([a-z][a-z0-9+.-]*://[^\\s/:@]{0,64}:)[^\\s/@]+(?=@)"),
            Pattern.compile(
                    "(?im)\\b((?:proxy-)?authorization\\s*:\\s*|(?:set-)?cookie\\s*:\\s*)(?!\\[redacted]$)[^\\s\"'][^\\n\"']*"),
            Pattern.compile(
                    "(?i)((?:password|passwd|secret|api[_-]?key|access[_-]?key|session[_-]?key|client[_-]?secret"
                            + "|authorization|cookie|token)\\\\?[\"']?\\s*[:=]\\s*\\\\?[\"']?)(?!\\[redacted])[^\\s\\\\\"',;&}]{3,}"));

    private Redaction() {}

    /** The text without its secrets; the same object when there are none. */
    public static String of(String text) {
        var clean = text;
        for (var secret : SECRETS) {
            var found = secret.matcher(clean);
            if (found.find()) {
                clean = found.replaceAll(match -> Matcher.quoteReplacement(match.group(1) + MASK));
            }
        }
        return clean;
    }
}
