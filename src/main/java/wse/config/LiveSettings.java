package wse.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The rows of the {@linkplain Settings table of settings} that show the figures of a run to other programs while it runs. */
public final class LiveSettings {

    public static final Setting<Integer> PORT = Setting.of(
            "wse.live.port",
            Kind.portOrAny(),
            "port on which the run serves its own live figures to Prometheus, at /metrics, until it ends; 0: any free port,"
                    + " which the run prints. Not to be confused with wse.metrics, the counters of the server under test");
    public static final Setting<String> ADDRESS = Setting.of(
                    "wse.live.address",
                    Texts.IP_ADDRESS,
                    "address of this machine on which wse.live.port is opened; 0.0.0.0: all IPv4 addresses. Anyone who can"
                            + " reach the port can read the live figures")
            .byDefault("127.0.0.1");
    public static final Setting<OtlpTarget> OTLP = Setting.of(
            "wse.live.otlp",
            Kind.otlpTarget(),
            "OTLP receiver to which the run pushes its live figures, over HTTP; env: the receiver that"
                    + " OTEL_EXPORTER_OTLP_ENDPOINT names");
    public static final Setting<OtlpHeaders> OTLP_HEADERS = Setting.of(
            "wse.live.otlpHeaders",
            Kind.otlpHeaders(),
            "headers to send to wse.live.otlp, such as Authorization=Bearer%20abc; values are percent-encoded, as in"
                    + " OTEL_EXPORTER_OTLP_HEADERS, which wse.live.otlp=env reads");
    public static final Setting<Path> OTLP_HEADERS_FILE = OTLP_HEADERS.inFile();
    public static final Setting<Duration> OTLP_INTERVAL = Setting.of(
                    "wse.live.otlpInterval",
                    Kind.duration(Duration.ofSeconds(1), Duration.ofHours(1)),
                    "time between two pushes to wse.live.otlp; a last one follows at the end of the run")
            .byDefault("10s");

    static final List<Setting<?>> ALL = List.of(PORT, ADDRESS, OTLP, OTLP_HEADERS, OTLP_HEADERS_FILE, OTLP_INTERVAL);

    private LiveSettings() {}
}
