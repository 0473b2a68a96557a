package io.fleetforge.contracts.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A checker that is configured and never fires looks like one that finds nothing. This compiles snippets that must not
 * compile, with the very arguments of the build.
 */
class CompilerChecksTest {

    private static final String NULLABLE = "NullableDereferenced";
    private static final String LOCALE = "NumberInDefaultLocale";

    @TempDir
    Path classes;

    @Test
    void shouldRefuseToCompileWhenANullableIsDereferenced() throws IOException {
        var output = compile(snippet(NULLABLE));

        assertThat(output).contains("[NullAway]", "dereferenced expression 'text' is @Nullable");
    }

    @Test
    void shouldCompileWhenTheNullableIsChecked() throws IOException {
        var output = compile(snippet(NULLABLE).replace("text.length()", "text == null ? 0 : text.length()"));

        assertThat(output).doesNotContain("error:");
    }

    @Test
    void shouldRefuseToCompileWhenANumberIsFormattedInTheDefaultLocale() throws IOException {
        var output = compile(snippet(LOCALE));

        assertThat(output).contains("[DefaultLocale]");
    }

    @Test
    void shouldCompileWhenTheLocaleIsNamed() throws IOException {
        var output = compile(snippet(LOCALE)
                .replace("\"limit=%d\".formatted(limit)", "String.format(java.util.Locale.ROOT, \"limit=%d\", limit)"));

        assertThat(output).doesNotContain("error:");
    }

    private String compile(String source) throws IOException {
        var pom = Files.readString(Path.of(System.getProperty("fleetforge.root"), "pom.xml"));
        var arguments = new ArrayList<String>(List.of("-d", classes.toString(), "-proc:none"));
        var plugin = Pattern.compile("<arg>(-Xplugin:ErrorProne [^<]*NullAway[^<]*)</arg>")
                .matcher(pom);
        assertThat(plugin.find()).as("the build's Error Prone argument").isTrue();
        arguments.add("-XDcompilePolicy=simple");
        arguments.add("--should-stop=ifError=FLOW");
        arguments.add("-XDaddTypeAnnotationsToSymbol=true");
        arguments.add(plugin.group(1));
        arguments.addAll(List.of("-classpath", System.getProperty("java.class.path")));
        arguments.addAll(List.of("-processorpath", System.getProperty("java.class.path")));
        var output = new StringWriter();
        ToolProvider.getSystemJavaCompiler()
                .getTask(output, null, null, arguments, null, List.of(file(source)))
                .call();
        return output.toString();
    }

    private static String snippet(String name) throws IOException {
        try (var in = CompilerChecksTest.class.getResourceAsStream("/compiler/" + name + ".java.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static JavaFileObject file(String source) {
        return new SimpleJavaFileObject(
                URI.create("string:///mustfail" + File.separator + "MustNotCompile.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }
        };
    }
}
