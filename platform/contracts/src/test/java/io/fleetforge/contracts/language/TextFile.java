package io.fleetforge.contracts.language;

import io.fleetforge.contracts.language.Vocabulary.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The texts of a file, each with its scope and line.
 *
 * @param path relative to the checkout
 */
record TextFile(String path, List<Text> texts) {

    record Text(Scope scope, int line, String text) {}

    private static final Pattern JAVA = Pattern.compile(
            "(?<block>\"\"\".*?\"\"\")|(?<string>\"(?:\\\\.|[^\"\\\\\\n])*\")|(?<char>'(?:\\\\.|[^'\\\\\\n])+')"
                    + "|(?<comment>//[^\\n]*|/\\*.*?\\*/)|(?<name>[A-Za-z_$][\\w$]*)",
            Pattern.DOTALL);
    private static final Pattern KEY = Pattern.compile("^\\s*(?:- )?\"?([\\w.-]+)\"?\\s*[:=]|[{,]\\s*\"?([\\w-]+)\"?:");
    private static final Pattern PLAIN =
            Pattern.compile("\\.(md|html|ya?ml|json|xml|properties|sh|go|py|csv|css|js|txt)$|(^|/)[\\w-]+$");

    private static final Pattern LINE_END = Pattern.compile("(?:\\S+ ){0,2}\\S+$");
    /** Without the mark of a comment, a quotation or a list. */
    private static final Pattern LINE_START = Pattern.compile("^[\\s#>*/-]*((?:\\S+ ){0,2}\\S+)");

    static boolean isText(Path file) {
        return file.toString().endsWith(".java")
                || PLAIN.matcher(file.getFileName().toString()).find();
    }

    static TextFile read(Path root, Path file) throws IOException {
        var path = root.relativize(file).toString();
        var texts = new ArrayList<Text>();
        texts.add(new Text(Scope.NAMES, 0, parts(file.getFileName().toString())));
        var content = Files.readString(file);
        if (path.endsWith(".java")) {
            java(content, texts);
        } else {
            prose(content, texts);
            if (path.matches(".*\\.(ya?ml|json|properties)")) {
                keys(content, texts);
            }
        }
        return new TextFile(path, texts);
    }

    private static void java(String content, List<Text> texts) {
        var matcher = JAVA.matcher(content);
        var line = 1;
        var counted = 0;
        while (matcher.find()) {
            line += newlines(content, counted, matcher.start());
            counted = matcher.start();
            if (matcher.group("name") != null) {
                texts.add(new Text(Scope.NAMES, line, parts(matcher.group())));
            } else if (matcher.group("string") != null && !matcher.group().contains(" ")) {
                texts.add(new Text(Scope.NAMES, line, parts(matcher.group())));
            } else if (matcher.group("char") == null) {
                texts.add(new Text(Scope.PROSE, line, oneLine(matcher.group())));
            }
        }
    }

    /** Each line, and the text around each line break, since a term may stand across it. */
    private static void prose(String content, List<Text> texts) {
        var lines = content.split("\n", -1);
        for (var line = 0; line < lines.length; line++) {
            texts.add(new Text(Scope.PROSE, line + 1, lines[line]));
            if (line > 0 && !lines[line].isBlank() && !lines[line - 1].isBlank()) {
                var end = LINE_END.matcher(lines[line - 1]);
                var start = LINE_START.matcher(lines[line]);
                if (end.find() && start.find()) {
                    texts.add(new Text(Scope.PROSE, line + 1, end.group() + " " + start.group(1)));
                }
            }
        }
    }

    private static void keys(String content, List<Text> texts) {
        var line = 0;
        for (var each : content.split("\n", -1)) {
            line++;
            var matcher = KEY.matcher(each);
            while (matcher.find()) {
                var key = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
                texts.add(new Text(Scope.KEYS, line, parts(key)));
            }
        }
    }

    /** The parts of a name, split at capitals, dots, dashes and underscores. */
    private static String parts(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1 $2")
                .replaceAll("([A-Z]+)([A-Z][a-z])", "$1 $2")
                .replaceAll("[._$-]+", " ");
    }

    private static String oneLine(String comment) {
        return comment.replaceAll("\\s*\\n\\s*\\*?\\s?", " ");
    }

    private static int newlines(String content, int from, int to) {
        return (int)
                content.substring(from, to).chars().filter(each -> each == '\n').count();
    }
}
