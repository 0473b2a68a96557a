package io.fleetforge.ffctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./ffctl} on machines of other countries prints what it prints in English. */
class LocaleIT {

    private static final List<String> LINES = List.of(
            "worlds -o json",
            "map starter",
            "map starter --watch --for 1s -o json",
            "trace trace-7 -o json --since 9999d",
            "doctor -o json");

    @TempDir
    Path folder;

    @Test
    void shouldPrintTheSameInEveryLocale() throws Exception {
        try (var answers = new StoredAnswers(false)) {
            var english = outputs(answers, "en-US");

            assertThat(String.join("\n", english))
                    .contains(
                            "default/starter: revision 1, 2 cells on 1 host, 32 players",
                            "c1-0    on starter-0   12 players",
                            "span reconcile worldspec, 12.3 ms");
            for (var tag : List.of("ar-EG", "ne-NP", "tr-TR")) {
                assertThat(outputs(answers, tag)).as(tag).isEqualTo(english);
            }
        }
    }

    private List<String> outputs(StoredAnswers answers, String tag) throws IOException, InterruptedException {
        var kubeconfig = answers.kubeconfig(folder);
        var environment = Map.of(
                "JAVA_TOOL_OPTIONS",
                "-Duser.language=" + tag.substring(0, 2) + " -Duser.country=" + tag.substring(3),
                "FFCTL_JAEGER",
                answers.url());
        var running = new ArrayList<FfctlProcess>();
        try {
            for (var line : LINES) {
                running.add(FfctlProcess.start(kubeconfig, environment, line.split(" ")));
            }
            var outputs = new ArrayList<String>();
            for (var ffctl : running) {
                outputs.add(ffctl.output());
                outputs.add("exit " + ffctl.exitCode());
            }
            return outputs;
        } finally {
            running.forEach(FfctlProcess::close);
        }
    }
}
