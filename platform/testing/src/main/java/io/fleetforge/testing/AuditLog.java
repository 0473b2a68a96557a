package io.fleetforge.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** The API server's audit log. */
public final class AuditLog {

    private static final Set<String> WRITES = Set.of("create", "update", "patch", "delete", "deletecollection");
    private static final Set<String> NOT_COUNTED = Set.of("leases", "subjectaccessreviews", "tokenreviews");

    private final ObjectMapper mapper = new ObjectMapper();
    private final Path file;

    public AuditLog(Path file) {
        this.file = file;
    }

    /** Where the log ends now, to read on from. */
    public long mark() throws IOException {
        return Files.size(file);
    }

    /** Writes of {@code user} since {@code mark}, leases and reviews left out; as {@code verb resource subresource name}. */
    public List<String> writesOf(String user, long mark) throws IOException {
        var writes = new ArrayList<String>();
        for (var entry : since(mark)) {
            var resource = entry.at("/objectRef/resource").asText();
            if (entry.at("/user/username").asText().equals(user)
                    && WRITES.contains(entry.path("verb").asText())
                    && !NOT_COUNTED.contains(resource)) {
                writes.add(entry.path("verb").asText() + " " + resource + " "
                        + entry.at("/objectRef/subresource").asText("") + " "
                        + entry.at("/objectRef/name").asText());
            }
        }
        return writes;
    }

    /** The users that did {@code verb} to {@code resource/name}, in order. */
    public List<String> usersWho(String verb, String resource, String name) throws IOException {
        return since(0).stream()
                .filter(entry -> entry.path("verb").asText().equals(verb))
                .filter(entry -> entry.at("/objectRef/resource").asText().equals(resource))
                .filter(entry -> name.equals(entry.at("/objectRef/name").asText())
                        || name.equals(entry.at("/requestObject/metadata/name").asText()))
                .map(entry -> entry.at("/user/username").asText())
                .toList();
    }

    /** Number of {@code verb} on {@code resource} in {@code namespace} since {@code mark} that the API server refused. */
    public long refused(String verb, String resource, String namespace, long mark) throws IOException {
        return since(mark).stream()
                .filter(entry -> entry.path("verb").asText().equals(verb))
                .filter(entry -> entry.at("/objectRef/resource").asText().equals(resource))
                .filter(entry -> entry.at("/objectRef/namespace").asText().equals(namespace))
                .filter(entry -> entry.path("stage").asText().equals("ResponseComplete"))
                .filter(entry -> entry.at("/responseStatus/code").asInt() >= HttpURLConnection.HTTP_BAD_REQUEST)
                .count();
    }

    /** What the API server put aside when the log was full; its name ends with the moment. */
    private Path before() throws IOException {
        try (var files = Files.list(Objects.requireNonNull(file.getParent()))) {
            return files.filter(each -> each.getFileName().toString().startsWith("audit-"))
                    .max(Comparator.naturalOrder())
                    .orElseThrow(() -> new IOException(file + " is shorter than it was, and nothing lies beside it"));
        }
    }

    private List<JsonNode> since(long mark) throws IOException {
        var now = Files.readAllBytes(file);
        var wasTurnedOver = now.length < mark;
        var marked = wasTurnedOver ? Files.readAllBytes(before()) : now;
        var text = new String(marked, (int) mark, (int) (marked.length - mark), StandardCharsets.UTF_8)
                + (wasTurnedOver ? new String(now, StandardCharsets.UTF_8) : "");
        var entries = new ArrayList<JsonNode>();
        for (var line : text.split("\n")) {
            if (!line.isBlank()) {
                entries.add(mapper.readTree(line));
            }
        }
        return entries;
    }
}
