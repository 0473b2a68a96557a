package io.fleetforge.runtime.logging;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes secrets out of text: bearer and basic credentials, signed tokens, passwords in addresses, and the values of fields
 * whose name says that they are secret. What it does not know to be a secret stays, so code must not log secrets either; this
 * is the net below it.
 */
public final class Redaction {

    static final String MASK = "[redacted]";

    /** Where a secret stands: group 1 is kept, the rest of the match goes. */
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
