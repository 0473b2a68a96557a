package io.fleetforge.cell.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** Settings of a cell host; the controller sets the first six in the pod's environment. */
@ConfigMapping(prefix = "fleetforge.cell")
public interface CellConfig {

    @WithDefault("${FLEETFORGE_WORLD_NAMESPACE}")
    String worldNamespace();

    @WithDefault("${FLEETFORGE_WORLD_NAME}")
    String worldName();

    @WithDefault("${FLEETFORGE_WORLD_UID}")
    String worldUid();

    @WithDefault("${FLEETFORGE_HOST_NAME}")
    String hostName();

    @WithDefault("${FLEETFORGE_HOST_INCARNATION}")
    long hostIncarnation();

    /** Port of players: /api/v1/play and /api/v1/sessions, and nothing else. */
    @WithDefault("8081")
    int playersPort();

    /** Host and port at which players inside the cluster reach this host, as other hosts name it in redirects. */
    @WithDefault("${quarkus.http.host}:${fleetforge.cell.players-port:8081}")
    String address();

    /** Whether a Lease fences this host; off only where there is no API server and therefore no replacement. */
    @WithDefault("true")
    boolean fencing();

    /** Who may join, spec.players.auth of the world. */
    Auth auth();

    /** How many may join, spec.players.limits of the world. */
    Limits limits();

    /** Open: the session is the identity. Ticket: the subject of a JWT of the game's identity provider is. */
    enum AuthMode {
        OPEN,
        TICKET
    }

    /** Which tickets are valid; used in Ticket mode. */
    interface Auth {

        @WithDefault("open")
        AuthMode mode();

        /** The iss of tickets. */
        Optional<String> issuer();

        /** What the aud of tickets contains. */
        Optional<String> audience();

        /** Key set of the identity provider as JSON; without it the file counts. */
        Optional<String> jwks();

        /** File with the key set, read again every ten seconds. */
        Optional<Path> jwksFile();
    }

    /** Limits of joins. */
    interface Limits {

        /** Sessions of the world; absent for no limit. */
        OptionalInt maxSessions();

        /** Joins of the world a second; each host takes its share. */
        @WithDefault("1000")
        int joinsPerSecond();

        /** Joins of one address on this host a second; 0 for no limit. */
        @WithDefault("50")
        int joinsPerSecondPerSource();
    }

    /** Tick workers; 0 for one per processor. */
    @WithDefault("0")
    int workers();

    @WithDefault("20")
    int ticksPerSecond();

    /** Speed limit of entities, world units per second. */
    @WithDefault("100")
    double maxSpeed();

    /** Whether sessions outlive this process. */
    @WithDefault("true")
    boolean persistence();

    /** Time between two checkpoints of a cell. */
    @WithDefault("30s")
    Duration checkpointInterval();

    /** How long records are kept that are not written again. */
    @WithDefault("168h")
    Duration retentionPeriod();

    /** A session without activity of its player for this long ends, also when its socket is open. */
    @WithDefault("10m")
    Duration sessionIdleTimeout();

    /** A session whose player closed its socket ends after this time, unless the player resumes it. */
    @WithDefault("30s")
    Duration disconnectGrace();

    /** How long a session token is good; a socket gets a new one when half of that is over. */
    @WithDefault("12h")
    Duration sessionTokenLife();

    /** View radius of a player, world units. */
    @WithDefault("100")
    double viewRadius();

    /** The WebSocket edge. */
    Play play();

    /** Limits of the WebSocket edge; each is named in what is refused because of it. */
    interface Play {

        /** How many deltas per second a client receives at most. */
        @WithDefault("10")
        int viewsPerSecond();

        /** Most entities in one client's view, the nearest. */
        @WithDefault("200")
        int viewLimit();

        /** Frames that a client may send, on average; twice as many at once. */
        @WithDefault("30")
        int inputsPerSecond();

        /** Largest frame accepted from a client, bytes; the transport's own limit is higher. */
        @WithDefault("4096")
        int maxFrameBytes();

        /** A socket that has no session after this long closes. */
        @WithDefault("5s")
        Duration joinWithin();

        @WithDefault("10s")
        Duration pingEvery();

        /** A socket without any frame for this long, pongs included, is closed. */
        @WithDefault("30s")
        Duration silentAfter();

        /** A client that reads nothing for this long is closed as a slow reader. */
        @WithDefault("5s")
        Duration slowAfter();

        /** What the kernel may hold for one socket, bytes. */
        @WithDefault("32768")
        int sendBufferBytes();
    }

    /** How long a host that shall end serves on until its cells are elsewhere; the pod's grace period is longer. */
    @WithDefault("45s")
    Duration drainWithin();

    /** A tick worker that completes no tick for this long makes the host not live. */
    @WithDefault("10s")
    Duration stuckAfter();
}
