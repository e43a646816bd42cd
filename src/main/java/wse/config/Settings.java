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
import java.util.stream.Stream;

/** The only table of settings. Parsing, validation, the check for unknown keys and the documentation are derived from it. */
public final class Settings {

    // Recorders cannot hold longer values (LatencyRecorder.MAX_MICROS), so no time-out may be longer.
    private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(10);
    private static final Duration TICK = Duration.ofMillis(1);
    private static final Duration DAY = Duration.ofHours(24);
    private static final int MOST = Integer.MAX_VALUE;
    public static final Setting<String> HOST = Setting.of(
            "wse.host", Texts.HOSTS, "the server under test; without it, the run starts the embedded reference server");
    public static final Setting<Integer> PORT = Setting.of(
                    "wse.port", Kind.port(), "port of wse.host; the embedded server takes a free port")
            .byDefault("5006");
    public static final Setting<String> CONFIRM_TARGET = Setting.of(
            "wse.confirmTarget",
            Texts.HOSTS,
            "the same as wse.host; required if that is an address on the Internet, so that no stranger's server is put under"
                    + " load by mistake");
    public static final Setting<Secret> SECRET = Setting.of(
                    "wse.secret",
                    Texts.SECRET,
                    "the key with which the server checks tokens; the client signs its token with it (HS256)")
            .byDefault("bench-secret-key-for-testing-only");
    public static final Setting<Path> SECRET_FILE = SECRET.inFile();
    public static final Setting<Secret> TOKEN = Setting.of(
            "wse.token", Texts.TOKEN, "a finished token, sent as it is instead of one signed with wse.secret");
    public static final Setting<Path> TOKEN_FILE = TOKEN.inFile();
    public static final Setting<String> PATH = Setting.of(
            "wse.path", Texts.PATH, "path and query of the upgrade request, if they differ from the dialect's default");
    public static final Setting<String> DIALECT = Setting.of(
                    "wse.dialect",
                    Texts.PROTOCOL,
                    "protocol of the server: wse, echo, script (wse.script), or the name of a protocol that you have added"
                            + " (class path or wse.plugins). Added protocols may have settings: wse.dialect.NAME=VALUE")
            .byDefault("wse");
    public static final Setting<List<Path>> PLUGINS = Setting.of(
            "wse.plugins",
            Kind.listOf(Texts.PLUGIN),
            "where to look for further protocols: jars, directories of jars, or directories of classes");
    public static final Setting<MessageForm> FORM = Setting.ofPlanned(
                    "wse.form",
                    Kind.choice(MessageForm.class, MessageForm::version),
                    "version of wse-server whose message format the embedded server uses")
            .byDefault("2.0.0");
    public static final Setting<ReadMode> SERVER_READ = Setting.ofPlanned(
                    "wse.serverRead",
                    Kind.choice(ReadMode.class, ReadMode::label),
                    "what the embedded server does with a message; parse: decodes it, like a real server; "
                            + "count: only counts it")
            .byDefault("parse");
    public static final Setting<Integer> SERVER_MAX_CONNECTIONS = Setting.ofPlanned(
                    "wse.serverMaxConnections",
                    Kind.count(1, MOST),
                    "how many connections each process of the embedded server accepts; it rejects any more")
            .byDefault("1000000");
    public static final Setting<Integer> SERVER_PROCESSES = Setting.ofPlanned(
                    "wse.serverProcesses",
                    Kind.count(0, 1_024),
                    "processes of the embedded server, which share one port; 0: as many as the largest tier needs")
            .byDefault("0");
    public static final Setting<Boolean> SPLIT_CORES = Setting.ofPlanned(
                    "wse.splitCores",
                    Kind.flag(),
                    "whether the server that the run starts gets one half of this machine's cores and the client the other,"
                            + " if each of them is one process; needs Linux and taskset")
            .byDefault("true");
    public static final Setting<Duration> SERVER_PING_INTERVAL = Setting.ofPlanned(
                    "wse.serverPingInterval",
                    Kind.duration(TICK, Duration.ofHours(24)),
                    "time between two keep-alive pings that the embedded server sends on a connection; by default "
                            + "25s, as in the genuine server; with more than 50,000 connections, 0.5 ms per connection")
            .byDefault("25s");
    public static final Setting<URI> METRICS = Setting.of(
            "wse.metrics",
            Texts.HTTP_URI,
            "where wse.host publishes its counters in the format of Prometheus; they are compared with "
                    + "the client's own");
    public static final Setting<EngineKind> ENGINE = Setting.of(
                    "wse.engine",
                    Kind.choice(EngineKind.class, EngineKind::label),
                    "gatling: Gatling's own WebSocket client; netty: this project's client, for large tiers, "
                            + "floods and the connection limit")
            .byDefault("netty")
            .byDefault(PING_LATENCY, "gatling")
            .byDefault(SUSTAINED_HOLD, "gatling");
    public static final Setting<TransportKind> TRANSPORT = Setting.of(
                    "wse.transport",
                    Kind.choice(TransportKind.class, TransportKind::label),
                    "how the netty engine uses the network; auto: epoll if available, otherwise nio; for echo "
                            + "floods without TLS, io_uring if available")
            .byDefault("auto")
            .onlyWith(EngineKind.NETTY);
    public static final Setting<Integer> EVENT_LOOPS = Setting.of(
                    "wse.eventLoops",
                    Kind.count(0, 1_024),
                    "number of event loop threads of the netty engine in all its processes together, at least "
                            + "one in each; 0: one per core")
            .byDefault("0")
            .onlyWith(EngineKind.NETTY);
    public static final Setting<Integer> PROCESSES = Setting.ofPlanned(
                    "wse.processes",
                    Kind.count(0, 1_000),
                    "client processes on this machine; 0: as many as the largest tier needs; 1: only this process")
            .byDefault("0")
            .onlyWith(EngineKind.NETTY);
    public static final Setting<Integer> AGENTS = Setting.ofPlanned(
                    "wse.agents",
                    Kind.count(0, 1_000),
                    "number of agents that create the load; the run waits for them at its start; 0: this "
                            + "machine creates the load")
            .byDefault("0")
            .onlyWith(EngineKind.NETTY);
    public static final Setting<String> CLUSTER_ADDRESS = Setting.ofPlanned(
                    "wse.clusterAddress", Texts.IP_ADDRESS, "address that the run listens on; agents connect to it")
            .byDefault("127.0.0.1")
            .onlyWith(EngineKind.NETTY);
    public static final Setting<Integer> CLUSTER_PORT = Setting.ofPlanned(
                    "wse.clusterPort", Kind.port(), "port that the run listens on for agents")
            .byDefault("7800")
            .onlyWith(EngineKind.NETTY);
    public static final Setting<Secret> CLUSTER_SECRET = Setting.ofPlanned(
                    "wse.clusterSecret",
                    Texts.CLUSTER_SECRET,
                    "secret that the run and its agents share; it encrypts all messages between them")
            .onlyWith(EngineKind.NETTY);
    public static final Setting<Path> CLUSTER_SECRET_FILE = CLUSTER_SECRET.inFile();
    public static final Setting<List<Integer>> TIERS = Setting.of(
                    "wse.tiers",
                    Kind.distinct(Kind.count(1, MOST)),
                    "number of connections of each tier, in this order")
            .byDefault(CONNECTION_STORM, "100,500,1000,2000,5000")
            .byDefault(PING_LATENCY, "100,500,1000")
            .byDefault(SUSTAINED_HOLD, "1000,5000")
            .byDefault(THROUGHPUT, "100,500,1000")
            .byDefault(SIZE_MATRIX, "100,500")
            .byDefault(FORMAT_COMPARISON, "100,500")
            .onlyIn(CONNECTION_STORM, PING_LATENCY, SUSTAINED_HOLD, THROUGHPUT, SIZE_MATRIX, FORMAT_COMPARISON);
    public static final Setting<Integer> CONNECT_WINDOW = Setting.ofPlanned(
                    "wse.connectWindow",
                    Kind.count(0, MOST),
                    "largest number of handshakes under way at once; 0: no limit; by default, a search step "
                            + "with more than 20,000 connections allows one per 200 connections")
            .byDefault("0")
            .byDefault(SUSTAINED_HOLD, "10000")
            .byDefault(CONNECTION_LIMIT, "100");
    public static final Setting<Double> CONNECT_RATE = Setting.ofPlanned(
                    "wse.connectRate",
                    Kind.decimal(0, 1e7),
                    "new connections per second, on a fixed schedule; 0: as fast as possible")
            .byDefault("0");
    public static final Setting<Duration> CONNECT_TIMEOUT = Setting.of(
                    "wse.connectTimeout",
                    Kind.duration(TICK, LONGEST_TIMEOUT),
                    "time-out of the TCP connection in the netty engine; for the gatling engine use "
                            + "gatling.socket.connectTimeout")
            .byDefault("10s")
            .onlyWith(EngineKind.NETTY);
    public static final Setting<Duration> READY_TIMEOUT = Setting.of(
                    "wse.readyTimeout",
                    Kind.duration(TICK, LONGEST_TIMEOUT),
                    "time-out from the TCP connection to the moment when the connection is ready for use; in "
                            + "the gatling engine it starts with the answer to the upgrade, which has "
                            + "gatling.http.requestTimeout")
            .byDefault("10s");
    public static final Setting<List<String>> SOURCE_ADDRESSES = Setting.of(
            "wse.sourceAddresses",
            Kind.listOf(Texts.SOURCES),
            "local addresses to connect from, in turn; each has its own range of ports. By default the "
                    + "system chooses, or, if the server is on a loopback address, the run takes as many of "
                    + "127.0.0.0/8 as it needs");
    public static final Setting<Integer> PINGS = Setting.of(
                    "wse.pings",
                    Kind.count(1, 1_000_000),
                    "number of pings per connection in closed form, where each ping waits for the answer to "
                            + "the one before")
            .byDefault("50")
            .onlyIn(PING_LATENCY);
    public static final Setting<Double> PING_RATE = Setting.of(
                    "wse.pingRate", Kind.decimal(0.001, 1e6), "pings per second and connection on the open schedule")
            .byDefault("2")
            .onlyIn(PING_LATENCY);
    public static final Setting<Duration> DURATION = Setting.of(
                    "wse.duration", Kind.duration(TICK, DAY), "duration of the open schedule, or of each flood")
            .byDefault("10s")
            .byDefault(SIZE_MATRIX, "5s")
            .onlyIn(PING_LATENCY, THROUGHPUT, SIZE_MATRIX, FORMAT_COMPARISON);
    public static final Setting<Integer> MAX_MESSAGE_SIZE = Setting.of(
                    "wse.maxMessageSize",
                    Kind.count(125, 1 << 30),
                    "size in bytes of the largest message that the client accepts; a larger one ends the connection "
                            + "with the outcome CLIENT_LIMIT; by default 16 MiB, or twice the largest of wse.sizes if "
                            + "that is more")
            .onlyWith(EngineKind.NETTY);
    public static final Setting<List<Integer>> SIZES = Setting.of(
                    "wse.sizes",
                    Kind.distinct(Kind.count(64, FloodContradictions.LARGEST_MESSAGE)),
                    "size of the JSON message in bytes; each size is a flood of its own in every tier. The "
                            + "embedded and the genuine server accept at most 1 MiB")
            .byDefault("64,256,1024,4096,16384,65536")
            .onlyIn(SIZE_MATRIX);
    public static final Setting<List<Format>> FORMATS = Setting.of(
                    "wse.formats",
                    Kind.distinct(Kind.choice(Format.class, Format::label)),
                    "encoding of the message; each is a flood of its own in every tier")
            .byDefault("json,msgpack,zlib")
            .onlyIn(FORMAT_COMPARISON);
    public static final Setting<Direction> DIRECTION = Setting.of(
                    "wse.direction",
                    Kind.choice(Direction.class, Direction::label),
                    "direction of the flood; out: client to server; in: server to client, only with the "
                            + "reference server; echo: there and back, with the reference server or an echo server (its default)")
            .byDefault("out")
            .onlyInFloods();
    public static final Setting<FramesPerWrite> FRAMES_PER_WRITE = Setting.of(
                    "wse.framesPerWrite",
                    Kind.framesPerWrite(65_536),
                    "number of messages per write to a socket, which is normally one system call; block: as "
                            + "many as fit into 65,483 bytes, a segment on the loopback interface; 1: like an ordinary "
                            + "client")
            .byDefault("block")
            .onlyInFloods();
    public static final Setting<Masking> MASK = Setting.of(
                    "wse.mask",
                    Kind.choice(Masking.class, Masking::label),
                    "masking of the frames; pool: masked with random keys once, then sent again and again; "
                            + "fresh: masked with a new key for each write")
            .byDefault("pool")
            .onlyInFloods();
    public static final Setting<Integer> IN_FLIGHT = Setting.of(
                    "wse.inFlight",
                    Kind.count(1, 1_000_000),
                    "largest number of unanswered messages per connection, with wse.direction=echo")
            .byDefault("16")
            .onlyInFloods();
    public static final Setting<Decoding> DECODE = Setting.of(
                    "wse.decode",
                    Kind.choice(Decoding.class, Decoding::label),
                    "how far the client decodes what it receives, with wse.direction=in or echo; frames: the "
                            + "WebSocket frames, and text must be valid UTF-8; payloads: also their JSON, MessagePack or "
                            + "zlib content; unchecked: the frames, without checking that text is UTF-8, which saves CPU")
            .byDefault("frames")
            .byDefault(FORMAT_COMPARISON, "payloads")
            .onlyInFloods();
    public static final Setting<Duration> DRAIN_TIMEOUT = Setting.of(
                    "wse.drainTimeout",
                    Kind.duration(TICK, DAY),
                    "how long after a flood its messages may still be confirmed; after that they are lost, and "
                            + "the connection has the outcome PONG_TIMEOUT")
            .byDefault("60s")
            .onlyInFloods();
    public static final Setting<Duration> HOLD_DURATION = Setting.of(
                    "wse.holdDuration", Kind.duration(TICK, DAY), "how long connections are held")
            .byDefault("30s")
            .byDefault(CONNECTION_LIMIT, "10s")
            .onlyIn(SUSTAINED_HOLD, CONNECTION_LIMIT);
    public static final Setting<Duration> PING_INTERVAL = Setting.of(
                    "wse.pingInterval",
                    Kind.duration(TICK, DAY),
                    "time between two pings on a held connection; a search for "
                            + "the limit sends the protocol's keep-alive messages instead, unless this setting is given")
            .byDefault("5s")
            .byDefault(CONNECTION_LIMIT, "20s")
            .onlyIn(SUSTAINED_HOLD, CONNECTION_LIMIT);
    public static final Setting<Duration> PONG_TIMEOUT = Setting.of(
                    "wse.pongTimeout",
                    Kind.duration(TICK, LONGEST_TIMEOUT),
                    "time after which an unanswered ping has the outcome PONG_TIMEOUT, and this latency")
            .byDefault("5s")
            .byDefault(CONNECTION_STORM, "10s")
            .byDefault(TestKind.SCENARIO, "10s")
            .onlyIn(CONNECTION_STORM, PING_LATENCY, SUSTAINED_HOLD, CONNECTION_LIMIT, TestKind.SCENARIO);
    public static final Setting<Integer> WARM_UP = Setting.ofPlanned(
                    "wse.warmUp",
                    Kind.count(0, 1_000_000),
                    "number of connections that each client process opens in each of up to ten rounds of warm-up before "
                            + "the first tier; with wse.host, by default at most as many as the largest tier; 0: no warm-up")
            .byDefault(CONNECTION_STORM, "2000")
            .byDefault(PING_LATENCY, "200")
            .byDefault(SUSTAINED_HOLD, "200")
            .byDefaultInFloods("200")
            .byDefault(CONNECTION_LIMIT, "200");
    public static final Setting<Duration> DEADLINE_MARGIN = Setting.ofPlanned(
                    "wse.deadlineMargin",
                    Kind.duration(Duration.ofSeconds(1), Duration.ofHours(24)),
                    "how much longer a tier may take than its plan would take if everything timed out; 2 ms per "
                            + "connection are added; after that, the tier is INCOMPLETE, and the run ends")
            .byDefault("30s");
    public static final Setting<Duration> PROGRESS_INTERVAL = Setting.of(
            "wse.progressInterval",
            Kind.duration(Duration.ofSeconds(1), Duration.ofHours(1)),
            "time between two lines of progress; by default 1s on a terminal, where the line is "
                    + "rewritten in place, and 10s otherwise; if it is set, each phase of a tier has a line, too");
    public static final Setting<Path> OUT = Setting.of(
                    "wse.out", Texts.DIRECTORY, "directory in which the run creates its own directory")
            .byDefault("target/wse");
    public static final Setting<String> NAME = Setting.of(
            "wse.name",
            Texts.NAME_OF_RUN,
            "name of the run in its reports and in the list of runs; in the charts of that list, a line connects runs of"
                    + " the same name");
    static final List<Setting<?>> ALL = joined(
            List.of(
                    HOST,
                    PORT,
                    CONFIRM_TARGET,
                    SECRET,
                    SECRET_FILE,
                    TOKEN,
                    TOKEN_FILE,
                    PATH,
                    UserSettings.USERS,
                    UserSettings.REUSE,
                    TlsSettings.TLS,
                    TlsSettings.CA,
                    TlsSettings.INSECURE,
                    TlsSettings.CERTIFICATE,
                    TlsSettings.KEY,
                    TlsSettings.KEY_PASSWORD,
                    TlsSettings.KEY_PASSWORD_FILE,
                    TlsSettings.SERVER_NAME,
                    TlsSettings.MIN_VERSION,
                    TlsSettings.RESUMPTION,
                    DIALECT,
                    ScriptSettings.SCRIPT,
                    ScriptSettings.ORIGIN,
                    ScriptSettings.HEADERS,
                    ScriptSettings.SUBPROTOCOL,
                    ScriptSettings.CORPUS,
                    PLUGINS,
                    SuiteSettings.SERVER,
                    FORM,
                    SERVER_READ,
                    SERVER_MAX_CONNECTIONS,
                    SERVER_PROCESSES,
                    SPLIT_CORES,
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
                    CLUSTER_SECRET_FILE,
                    TIERS,
                    SearchSettings.MAX_CONNECTIONS,
                    SearchSettings.FIRST_STEP,
                    SearchSettings.LIMIT_RESOLUTION,
                    SearchSettings.LIMIT_SHARE,
                    CONNECT_WINDOW,
                    CONNECT_RATE,
                    CONNECT_TIMEOUT,
                    READY_TIMEOUT,
                    SOURCE_ADDRESSES,
                    MAX_MESSAGE_SIZE,
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
                    StormSettings.SETTLE_TIME,
                    WARM_UP,
                    DEADLINE_MARGIN,
                    PROGRESS_INTERVAL,
                    OUT,
                    NAME),
            List.of(
                    RouteSettings.ALL,
                    GateSettings.ALL,
                    LiveSettings.ALL,
                    List.of(
                            SuiteSettings.SUITE,
                            SuiteSettings.SUITE_ID,
                            StormSettings.PACED_RATE,
                            SearchSettings.RECONNECT)));

    private Settings() {}

    private static List<Setting<?>> joined(List<Setting<?>> first, List<List<Setting<?>>> others) {
        return Stream.concat(Stream.of(first), others.stream())
                .flatMap(List::stream)
                .toList();
    }

    /** The table as Markdown, for users; {@code docs/settings.md} contains it. */
    public static String describe() {
        return SettingsTable.of(ALL);
    }
}
