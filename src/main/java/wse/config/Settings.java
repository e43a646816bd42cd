package wse.config;

import static wse.config.TestKind.CONNECTION_LIMIT;
import static wse.config.TestKind.CONNECTION_STORM;
import static wse.config.TestKind.FORMAT_COMPARISON;
import static wse.config.TestKind.PING_LATENCY;
import static wse.config.TestKind.SIZE_MATRIX;
import static wse.config.TestKind.SUSTAINED_HOLD;
import static wse.config.TestKind.THROUGHPUT;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The one table of settings: parsing, validation, the check for unknown keys and the documentation derive from it. */
public final class Settings {

    /** No recorder takes a longer value ({@code LatencyRecorder.MAX_MICROS}), so no time-out may be longer. */
    private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(10);

    private static final Duration TICK = Duration.ofMillis(1);
    private static final Duration DAY = Duration.ofHours(24);
    private static final int MOST = Integer.MAX_VALUE;

    static final Setting<String> HOST = Setting.of(
            "wse.host", Texts.HOST, "server under test; without it the embedded reference server is started");
    static final Setting<Integer> PORT = Setting.of(
                    "wse.port", Kind.count(1, 65_535), "port of wse.host; the embedded server takes a free one")
            .byDefault("5006");
    static final Setting<Secret> SECRET = Setting.of(
                    "wse.secret",
                    Texts.SECRET,
                    "key that signs the token (HS256), on the server and here; never printed")
            .byDefault("bench-secret-key-for-testing-only");
    static final Setting<Secret> TOKEN =
            Setting.of("wse.token", Texts.TOKEN, "a ready token, sent instead of a signed one; never printed");
    static final Setting<String> PATH = Setting.of(
            "wse.path", Texts.PATH, "path and query of the upgrade request on wse.host, if not the dialect's own");
    static final Setting<Boolean> TLS = Setting.of(
                    "wse.tls", Kind.flag(), "wss instead of ws; the certificate must be valid")
            .byDefault("false");
    static final Setting<String> DIALECT = Setting.of(
                    "wse.dialect",
                    Kind.choice("wse", "echo"),
                    "what the server speaks; echo: any server that echoes messages")
            .byDefault("wse");
    static final Setting<String> FORM = Setting.of(
                    "wse.form", Kind.choice("2.0.0", "2.5.1"), "message form of the embedded server")
            .byDefault("2.0.0");
    static final Setting<String> SERVER_READ = Setting.of(
                    "wse.serverRead",
                    Kind.choice("parse", "count"),
                    "what the embedded server does with a message; parse: decodes it, as a real one does; count: its frame only")
            .byDefault("parse");
    static final Setting<Integer> SERVER_MAX_CONNECTIONS = Setting.of(
                    "wse.serverMaxConnections",
                    Kind.count(1, MOST),
                    "connections that each process of the embedded server takes; it turns away the others")
            .byDefault("1000000");
    static final Setting<Integer> SERVER_PROCESSES = Setting.of(
                    "wse.serverProcesses",
                    Kind.count(0, 1_024),
                    "processes of the embedded server, all on one port; 0: as many as the largest tier takes")
            .byDefault("0");
    static final Setting<Duration> SERVER_PING_INTERVAL = Setting.of(
                    "wse.serverPingInterval",
                    Kind.duration(TICK, Duration.ofHours(24)),
                    "between two keep-alive pings of the embedded server to a connection; the genuine one has the same default")
            .byDefault("25s");
    static final Setting<URI> METRICS = Setting.of(
            "wse.metrics",
            Texts.HTTP_URI,
            "where wse.host serves its counters as Prometheus text, to compare with ours");
    static final Setting<EngineKind> ENGINE = Setting.of(
                    "wse.engine",
                    Kind.choice(EngineKind.class, EngineKind::label),
                    "gatling: Gatling's own WebSocket DSL; netty: the extension, for large tiers, all floods and the limit")
            .byDefault("gatling")
            .byDefaultInFloods("netty")
            .byDefault(CONNECTION_LIMIT, "netty");
    static final Setting<String> TRANSPORT = Setting.of(
                    "wse.transport",
                    Kind.choice("auto", "epoll", "nio", "io_uring"),
                    "of the netty engine; auto: epoll where there is, nio elsewhere; echoes without TLS: io_uring where there is")
            .byDefault("auto")
            .onlyWith(EngineKind.NETTY);
    static final Setting<Integer> EVENT_LOOPS = Setting.of(
                    "wse.eventLoops",
                    Kind.count(0, 1_024),
                    "threads of the netty engine, of all its processes together, at least one each; 0: one per core")
            .byDefault("0")
            .onlyWith(EngineKind.NETTY);
    static final Setting<Integer> PROCESSES = Setting.of(
                    "wse.processes",
                    Kind.count(0, 1_000),
                    "client processes of the netty engine on this machine; 0: as many as the largest tier takes; 1: this one")
            .byDefault("0")
            .onlyWith(EngineKind.NETTY);
    static final Setting<Integer> AGENTS = Setting.of(
                    "wse.agents",
                    Kind.count(0, 1_000),
                    "machines that carry the load, an agent on each, waited for at the start; 0: this one does")
            .byDefault("0")
            .onlyWith(EngineKind.NETTY);
    static final Setting<String> CLUSTER_ADDRESS = Setting.of(
                    "wse.clusterAddress", Texts.IP_ADDRESS, "where the run listens for agents, which they reach it by")
            .byDefault("127.0.0.1")
            .onlyWith(EngineKind.NETTY);
    static final Setting<Integer> CLUSTER_PORT = Setting.of(
                    "wse.clusterPort", Kind.count(1, 65_535), "port it listens for agents on")
            .byDefault("7800")
            .onlyWith(EngineKind.NETTY);
    static final Setting<Secret> CLUSTER_SECRET = Setting.of(
                    "wse.clusterSecret",
                    Texts.CLUSTER_SECRET,
                    "what run and agents have in common and seal all they say with; never printed")
            .onlyWith(EngineKind.NETTY);
    static final Setting<List<Integer>> TIERS = Setting.of(
                    "wse.tiers", Kind.distinct(Kind.count(1, MOST)), "connections of each tier, in order")
            .byDefault(CONNECTION_STORM, "100,500,1000,2000,5000")
            .byDefault(PING_LATENCY, "100,500,1000")
            .byDefault(SUSTAINED_HOLD, "1000,5000")
            .byDefault(THROUGHPUT, "100,500,1000")
            .byDefault(SIZE_MATRIX, "100,500")
            .byDefault(FORMAT_COMPARISON, "100,500")
            .onlyIn(CONNECTION_STORM, PING_LATENCY, SUSTAINED_HOLD, THROUGHPUT, SIZE_MATRIX, FORMAT_COMPARISON);
    static final Setting<Integer> MAX_CONNECTIONS = Setting.of(
                    "wse.maxConnections", Kind.count(1, MOST), "where the search for the limit ends, reached exactly")
            .byDefault("16000")
            .onlyIn(CONNECTION_LIMIT);
    static final Setting<Integer> FIRST_STEP = Setting.of(
                    "wse.firstStep",
                    Kind.count(1, MOST),
                    "connections of the search's first step, if wse.maxConnections is not less; the next ones double")
            .byDefault("1000")
            .onlyIn(CONNECTION_LIMIT);
    static final Setting<Integer> LIMIT_RESOLUTION = Setting.of(
                    "wse.limitResolution",
                    Kind.count(1, MOST),
                    "how far apart the last good and the first bad step may be when the search ends; 1: the exact limit")
            .byDefault("100")
            .onlyIn(CONNECTION_LIMIT);
    static final Setting<Double> LIMIT_SHARE = Setting.of(
                    "wse.limitShare",
                    Kind.decimal(0.001, 100),
                    "percent of a step's connections that must answer a ping at its end for it to be good")
            .byDefault("100")
            .onlyIn(CONNECTION_LIMIT);
    static final Setting<Boolean> RECONNECT = Setting.of(
                    "wse.reconnect",
                    Kind.flag(),
                    "whether each step of the search connects everything anew, instead of adding to what stands")
            .byDefault("false")
            .onlyIn(CONNECTION_LIMIT);
    static final Setting<Integer> CONNECT_WINDOW = Setting.of(
                    "wse.connectWindow", Kind.count(0, MOST), "handshakes in flight at most; 0: no bound")
            .byDefault("0")
            .byDefault(SUSTAINED_HOLD, "10000")
            .byDefault(CONNECTION_LIMIT, "100");
    static final Setting<Double> CONNECT_RATE = Setting.of(
                    "wse.connectRate", Kind.decimal(0, 1e7), "connects per second, open schedule; 0: all at once")
            .byDefault("0");
    static final Setting<Duration> CONNECT_TIMEOUT = Setting.of(
                    "wse.connectTimeout",
                    Kind.duration(TICK, LONGEST_TIMEOUT),
                    "for the TCP connect, of the netty engine; Gatling's is gatling.socket.connectTimeout")
            .byDefault("10s")
            .onlyWith(EngineKind.NETTY);
    static final Setting<Duration> READY_TIMEOUT = Setting.of(
                    "wse.readyTimeout",
                    Kind.duration(TICK, LONGEST_TIMEOUT),
                    "from the TCP connection to the server's ready message; by Gatling's own engine from the upgrade's answer,"
                            + " which has gatling.http.requestTimeout")
            .byDefault("10s");
    static final Setting<List<String>> SOURCE_ADDRESSES = Setting.of(
            "wse.sourceAddresses",
            Kind.listOf(Texts.SOURCES),
            "local addresses to connect from, used in turn, each with a port range of its own; without it as many of"
                    + " 127.0.0.0/8 as it takes where the server is there, else the system's choice");
    static final Setting<Integer> PINGS = Setting.of(
                    "wse.pings", Kind.count(1, 1_000_000), "pings per connection in the closed form")
            .byDefault("50")
            .onlyIn(PING_LATENCY);
    static final Setting<Double> PING_RATE = Setting.of(
                    "wse.pingRate", Kind.decimal(0.001, 1e6), "pings per second and connection on the open schedule")
            .byDefault("2")
            .onlyIn(PING_LATENCY);
    static final Setting<Duration> DURATION = Setting.of(
                    "wse.duration", Kind.duration(TICK, DAY), "length of the open schedule, or of each flood")
            .byDefault("10s")
            .byDefault(SIZE_MATRIX, "5s")
            .onlyIn(PING_LATENCY, THROUGHPUT, SIZE_MATRIX, FORMAT_COMPARISON);
    static final Setting<List<Integer>> SIZES = Setting.of(
                    "wse.sizes",
                    Kind.distinct(Kind.count(64, FloodContradictions.LARGEST_MESSAGE)),
                    "bytes of the JSON message, one flood each per tier; the embedded and the genuine server take 1 MiB at most")
            .byDefault("64,256,1024,4096,16384,65536")
            .onlyIn(SIZE_MATRIX);
    static final Setting<List<String>> FORMATS = Setting.of(
                    "wse.formats",
                    Kind.distinct(Kind.choice("json", "msgpack", "zlib")),
                    "how the message is written, one flood each per tier")
            .byDefault("json,msgpack,zlib")
            .onlyIn(FORMAT_COMPARISON);
    static final Setting<String> DIRECTION = Setting.of(
                    "wse.direction",
                    Kind.choice("out", "in", "echo"),
                    "of a flood: out, client to server; in, server to client; echo, there and back. "
                            + "in needs the reference server, echo that or wse.dialect=echo")
            .byDefault("out")
            .onlyInFloods();
    static final Setting<String> FRAMES_PER_WRITE = Setting.of(
                    "wse.framesPerWrite",
                    Kind.countOr("block", 1, 65_536),
                    "frames of a flood in one write to a socket, a system call as a rule; block: what 65,483 bytes hold, a loopback segment; 1: as ordinary clients do")
            .byDefault("block")
            .onlyInFloods();
    static final Setting<String> MASK = Setting.of(
                    "wse.mask",
                    Kind.choice("pool", "fresh"),
                    "of a flood's frames; pool: masked at random once and written again and again; fresh: masked anew for each write")
            .byDefault("pool")
            .onlyInFloods();
    static final Setting<Integer> IN_FLIGHT = Setting.of(
                    "wse.inFlight",
                    Kind.count(1, 1_000_000),
                    "messages of a connection on their way at most, with wse.direction=echo")
            .byDefault("16")
            .onlyInFloods();
    static final Setting<String> DECODE = Setting.of(
                    "wse.decode",
                    Kind.choice("frames", "payloads"),
                    "how far the client decodes what it receives, with wse.direction=in or echo; payloads: JSON, MessagePack and zlib too")
            .byDefault("frames")
            .byDefault(FORMAT_COMPARISON, "payloads")
            .onlyInFloods();
    static final Setting<Duration> DRAIN_TIMEOUT = Setting.of(
                    "wse.drainTimeout",
                    Kind.duration(TICK, DAY),
                    "how long after a flood its messages may take to be confirmed; then they are lost and the connection is PONG_TIMEOUT")
            .byDefault("60s")
            .onlyInFloods();
    static final Setting<Duration> HOLD_DURATION = Setting.of(
                    "wse.holdDuration", Kind.duration(TICK, DAY), "how long connections are held")
            .byDefault("30s")
            .byDefault(CONNECTION_LIMIT, "10s")
            .onlyIn(SUSTAINED_HOLD, CONNECTION_LIMIT);
    static final Setting<Duration> PING_INTERVAL = Setting.of(
                    "wse.pingInterval", Kind.duration(TICK, DAY), "between two pings of a held connection")
            .byDefault("5s")
            .byDefault(CONNECTION_LIMIT, "20s")
            .onlyIn(SUSTAINED_HOLD, CONNECTION_LIMIT);
    static final Setting<Duration> PONG_TIMEOUT = Setting.of(
                    "wse.pongTimeout",
                    Kind.duration(TICK, LONGEST_TIMEOUT),
                    "after which a ping counts as PONG_TIMEOUT, recorded at this value")
            .byDefault("5s")
            .onlyIn(PING_LATENCY, SUSTAINED_HOLD, CONNECTION_LIMIT);
    static final Setting<Integer> WARM_UP = Setting.of(
                    "wse.warmUp",
                    Kind.count(0, 1_000_000),
                    "connections of the warm-up before the first tier, per client process, outside the figures; 0: none")
            .byDefault(CONNECTION_STORM, "2000")
            .byDefault(PING_LATENCY, "200")
            .byDefault(SUSTAINED_HOLD, "200")
            .byDefaultInFloods("200")
            .byDefault(CONNECTION_LIMIT, "200");
    static final Setting<Double> MAX_FAILED_PERCENT = Setting.of(
                    "wse.maxFailedPercent",
                    Kind.decimal(0, 100),
                    "failed requests in Gatling's report (connects, pings, a flood's confirmations) that the run accepts, or it exits non-zero")
            .byDefault("0")
            .onlyIn(CONNECTION_STORM, PING_LATENCY, SUSTAINED_HOLD, THROUGHPUT, SIZE_MATRIX, FORMAT_COMPARISON);
    static final Setting<Double> MIN_SURVIVAL_PERCENT = Setting.of(
                    "wse.minSurvivalPercent",
                    Kind.decimal(0, 100),
                    "held connections that must answer at the end, or the run exits non-zero")
            .byDefault("100")
            .onlyIn(SUSTAINED_HOLD);
    static final Setting<Integer> MIN_CONNECTIONS = Setting.of(
                    "wse.minConnections",
                    Kind.count(0, MOST),
                    "connections that the limit must not lie below, or the run exits non-zero")
            .byDefault("0")
            .onlyIn(CONNECTION_LIMIT);
    static final Setting<Duration> PROGRESS_INTERVAL = Setting.of(
            "wse.progressInterval",
            Kind.duration(Duration.ofSeconds(1), Duration.ofHours(1)),
            "between two lines that tell how far a tier is; without it 1s on a terminal, where it is one line, else 10s");
    static final Setting<Path> OUT = Setting.of("wse.out", Texts.DIRECTORY, "directory the run's directory is made in")
            .byDefault("target/wse");

    static final List<Setting<?>> ALL = List.of(
            HOST,
            PORT,
            SECRET,
            TOKEN,
            PATH,
            TLS,
            DIALECT,
            FORM,
            SERVER_READ,
            SERVER_MAX_CONNECTIONS,
            SERVER_PROCESSES,
            SERVER_PING_INTERVAL,
            METRICS,
            ENGINE,
            TRANSPORT,
            EVENT_LOOPS,
            PROCESSES,
            AGENTS,
            CLUSTER_ADDRESS,
            CLUSTER_PORT,
            CLUSTER_SECRET,
            TIERS,
            MAX_CONNECTIONS,
            FIRST_STEP,
            LIMIT_RESOLUTION,
            LIMIT_SHARE,
            RECONNECT,
            CONNECT_WINDOW,
            CONNECT_RATE,
            CONNECT_TIMEOUT,
            READY_TIMEOUT,
            SOURCE_ADDRESSES,
            PINGS,
            PING_RATE,
            DURATION,
            SIZES,
            FORMATS,
            DIRECTION,
            FRAMES_PER_WRITE,
            MASK,
            IN_FLIGHT,
            DECODE,
            DRAIN_TIMEOUT,
            HOLD_DURATION,
            PING_INTERVAL,
            PONG_TIMEOUT,
            WARM_UP,
            MAX_FAILED_PERCENT,
            MIN_SURVIVAL_PERCENT,
            MIN_CONNECTIONS,
            PROGRESS_INTERVAL,
            OUT);

    private Settings() {}

    /** The table for people, as Markdown; {@code docs/settings.md} contains it. */
    public static String describe() {
        return SettingsTable.of(ALL);
    }
}
