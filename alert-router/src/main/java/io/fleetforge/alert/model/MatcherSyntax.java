package io.fleetforge.alert.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Matchers as text, in Alertmanager's syntax: <code>{severity="P1", world=~"a.*"}</code>, braces optional, names and
 * values quoted or bare. A bare token ends at a comma, a brace, a quote, an operator or a blank.
 */
public final class MatcherSyntax {

    private static final Pattern PLAIN_NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
    private static final String RESERVED = "{}!=~,\\\"'`";

    private final String text;
    private int at;

    private MatcherSyntax(String text) {
        this.text = text;
    }

    /**
     * @throws IllegalArgumentException that names what was expected, and at which character
     */
    public static List<Matcher> parse(String text) {
        return new MatcherSyntax(text).matchers();
    }

    private List<Matcher> matchers() {
        var matchers = new ArrayList<Matcher>();
        skipBlanks();
        var braced = accept('{');
        skipBlanks();
        while (at < text.length() && text.charAt(at) != '}') {
            matchers.add(matcher());
            skipBlanks();
            if (!accept(',')) {
                break;
            }
            skipBlanks();
        }
        if (braced && !accept('}')) {
            throw expected("a comma or a closing brace");
        }
        skipBlanks();
        if (at < text.length()) {
            throw expected("the end");
        }
        return List.copyOf(matchers);
    }

    private Matcher matcher() {
        var name = token("the name of a label");
        skipBlanks();
        var op = op();
        skipBlanks();
        return new Matcher(name, op, at < text.length() && text.charAt(at) == '"' ? quoted() : bareOrEmpty());
    }

    private Matcher.Op op() {
        for (var op : List.of(Matcher.Op.MATCHES, Matcher.Op.MATCHES_NOT, Matcher.Op.NOT_EQUAL, Matcher.Op.EQUAL)) {
            if (text.startsWith(op.sign(), at)) {
                at += op.sign().length();
                return op;
            }
        }
        throw expected("one of = != =~ !~");
    }

    private String token(String what) {
        var token = at < text.length() && text.charAt(at) == '"' ? quoted() : bareOrEmpty();
        if (token.isEmpty()) {
            throw expected(what);
        }
        return token;
    }

    private String bareOrEmpty() {
        var from = at;
        while (at < text.length()
                && RESERVED.indexOf(text.charAt(at)) < 0
                && !Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return text.substring(from, at);
    }

    private String quoted() {
        var value = new StringBuilder();
        at++;
        while (at < text.length()) {
            var next = text.charAt(at++);
            if (next == '"') {
                return value.toString();
            }
            value.append(next == '\\' ? escaped() : next);
        }
        throw expected("a closing quote");
    }

    private char escaped() {
        if (at == text.length()) {
            throw expected("a character after the backslash");
        }
        var next = text.charAt(at++);
        return switch (next) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case '"', '\\' -> next;
            default -> {
                at--;
                throw expected("one of n t \" \\ after a backslash");
            }
        };
    }

    private boolean accept(char wanted) {
        if (at < text.length() && text.charAt(at) == wanted) {
            at++;
            return true;
        }
        return false;
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private IllegalArgumentException expected(String what) {
        return new IllegalArgumentException(
                String.format(Locale.ROOT, "matcher '%s': %s is expected at character %d", text, what, at + 1));
    }

    static String name(String name) {
        return PLAIN_NAME.matcher(name).matches() ? name : quote(name);
    }

    static String quote(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
}
