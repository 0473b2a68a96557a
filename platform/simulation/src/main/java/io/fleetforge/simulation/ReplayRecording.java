package io.fleetforge.simulation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.fleetforge.cell.replay.Recording;
import io.fleetforge.cell.replay.Replay;
import io.fleetforge.terminal.Program;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The verb {@code replay}. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Makes the recorded changes of a cell again, with the code of this checkout, and compares the hash of the state.",
            "A host has the recording of each of its cells: GET /api/v1/cells/CELL/recording at port 8080."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:the state is as recorded", "1:it is not, or the recording cannot be read", "2:bad arguments"
        })
public final class ReplayRecording implements Callable<Integer> {

    private static final ObjectMapper MAPPER = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(SerializationFeature.INDENT_OUTPUT);

    /** What {@code -o} takes. */
    enum Output {
        text,
        json
    }

    @Parameters(paramLabel = "FILE", description = "The recording, JSON; - for the standard input.")
    private String file;

    @Option(
            names = "--until",
            paramLabel = "TICKS",
            description = "Stop after so many ticks, and print where the entities are then; nothing is compared.")
    private @Nullable Long until;

    @Option(
            names = {"-o", "--output"},
            defaultValue = "text",
            description = "One of: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Output output;

    @Spec
    private CommandSpec spec;

    public static void main(String... arguments) {
        Program.run(() -> new CommandLine(new ReplayRecording())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments));
    }

    /** The result as {@code -o json} prints it. */
    private record Result(
            String cell,
            long epoch,
            long ticks,
            int entities,
            String hash,
            @Nullable String recorded,
            @Nullable String fault,
            @Nullable List<?> places) {}

    @Override
    public Integer call() throws IOException {
        if (until != null && until < 0) {
            throw new ParameterException(spec.commandLine(), "--until must be 0 or more, got " + until);
        }
        try {
            var recording = read();
            var outcome = Replay.run(recording, until == null ? Long.MAX_VALUE : until);
            var isEqual = until != null || outcome.hash().equals(recording.hash());
            print(recording, outcome, isEqual);
            return isEqual ? 0 : 1;
        } catch (IllegalArgumentException | NullPointerException e) {
            System.err.println("error: the changes of " + file + " do not fit: " + e.getMessage());
            return 1;
        } catch (JsonProcessingException e) {
            System.err.println("error: " + file + " is no recording: " + e.getOriginalMessage());
            return 1;
        } catch (IOException e) {
            System.err.println("error: " + file + " cannot be read: " + e.getMessage());
            return 1;
        }
    }

    private Recording read() throws IOException {
        try (InputStream in = file.equals("-") ? System.in : Files.newInputStream(Path.of(file))) {
            return MAPPER.readValue(in, Recording.class);
        }
    }

    private void print(Recording recording, Replay.Outcome outcome, boolean isEqual) throws JsonProcessingException {
        if (output == Output.json) {
            System.out.println(MAPPER.writeValueAsString(new Result(
                    recording.cell(),
                    recording.epoch(),
                    outcome.ticks(),
                    outcome.entities().size(),
                    outcome.hash(),
                    until == null ? recording.hash() : null,
                    outcome.fault().orElse(null),
                    until == null ? null : outcome.entities())));
            return;
        }
        System.out.printf(
                Locale.ROOT,
                "cell %s, epoch %d: %d entities, then %d changes over %d ticks%n",
                recording.cell(),
                recording.epoch(),
                recording.entities().size(),
                recording.changes().size(),
                outcome.ticks());
        outcome.fault().ifPresent(fault -> System.out.println("the tick after that fails: " + fault));
        if (until != null) {
            System.out.print(outcome.entities().stream()
                    .map(entity -> String.format(
                            Locale.ROOT,
                            "  %s at %.3f, %.3f, heading for %.3f, %.3f%n",
                            entity.id(),
                            entity.x(),
                            entity.y(),
                            entity.targetX(),
                            entity.targetY()))
                    .collect(Collectors.joining()));
        } else if (isEqual) {
            System.out.printf(
                    Locale.ROOT,
                    "%d entities, state %s, as recorded%n",
                    outcome.entities().size(),
                    outcome.hash());
        } else {
            System.out.printf(
                    Locale.ROOT,
                    "%d entities, state %s, but %s was recorded: this code changes cells differently, or the recording was edited%n",
                    outcome.entities().size(),
                    outcome.hash(),
                    recording.hash());
        }
    }
}
