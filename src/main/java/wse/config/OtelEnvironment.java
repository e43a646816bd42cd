package wse.config;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import wse.text.Mask;

/**
 * OpenTelemetry's environment variables for the export of metrics. They are read only with {@code wse.live.otlp=env},
 * because a variable that was set for other programs must not make a load test send its figures somewhere. Pure.
 */
final class OtelEnvironment {

    private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private static final String METRICS_ENDPOINT = "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT";
    private static final List<String> HEADERS =
            List.of("OTEL_EXPORTER_OTLP_METRICS_HEADERS", "OTEL_EXPORTER_OTLP_HEADERS");
    private static final List<String> PROTOCOL =
            List.of("OTEL_EXPORTER_OTLP_METRICS_PROTOCOL", "OTEL_EXPORTER_OTLP_PROTOCOL");

    private final Map<String, String> environment;

    OtelEnvironment(Map<String, String> environment) {
        this.environment = environment;
    }

    /**
     * The address to which metrics are sent.
     *
     * @throws BadInputException if no variable names one, if it is malformed, or if it expects another protocol
     */
    URI endpoint() {
        first(PROTOCOL).filter(name -> value(name).equals("grpc")).ifPresent(name -> {
            throw new BadInputException("wse.live.otlp=env needs a receiver that accepts OTLP over HTTP: " + name + "="
                    + value(name) + "; give wse.live.otlp its HTTP address, which usually has the port 4318");
        });
        return first(List.of(METRICS_ENDPOINT, ENDPOINT))
                .map(this::endpoint)
                .orElseThrow(() -> new BadInputException("wse.live.otlp=env needs " + ENDPOINT
                        + ", which is not set; set it, or give wse.live.otlp an address, such as"
                        + " http://127.0.0.1:4318"));
    }

    private URI endpoint(String name) {
        try {
            URI address = Texts.HTTP_URI.parse().apply(value(name));
            return name.equals(ENDPOINT) ? LiveConfig.endpoint(address) : address;
        } catch (IllegalArgumentException malformed) {
            throw new BadInputException(name + " takes " + Texts.HTTP_URI.allowed() + ": " + name + "="
                    + Mask.plain().server(value(name)) + "; correct it, or give wse.live.otlp an address");
        }
    }

    /** @throws BadInputException if they are malformed */
    OtlpHeaders headers() {
        return first(HEADERS).map(this::headers).orElse(OtlpHeaders.NONE);
    }

    private OtlpHeaders headers(String name) {
        try {
            return OtlpHeaders.parse(value(name));
        } catch (IllegalArgumentException malformed) {
            throw new BadInputException(
                    name + " takes " + LiveSettings.OTLP_HEADERS.kind().allowed() + ": " + name
                            + "=" + OtlpHeaders.masked(Mask.plain(), value(name))
                            + "; correct it, or give wse.live.otlpHeaders");
        }
    }

    /** The text of the headers, for hiding their values. */
    Stream<String> headerTexts() {
        return first(HEADERS).map(this::value).stream();
    }

    private Optional<String> first(List<String> names) {
        return names.stream()
                .filter(name -> !environment.getOrDefault(name, "").isBlank())
                .findFirst();
    }

    private String value(String name) {
        return environment.get(name).strip();
    }
}
