package wse.config;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a run shows its live figures to other programs.
 *
 * @param port port on which they can be read; 0 for any free one; empty if they cannot be read
 * @param address address of this machine on which the port is opened
 * @param push where they are pushed; empty if they are not
 */
public record LiveConfig(OptionalInt port, String address, Optional<Push> push) {

    private static final String PATH = "/v1/metrics";

    /**
     * Where and when live figures are pushed.
     *
     * @param endpoint complete address, with path
     * @param headers additional headers
     */
    public record Push(URI endpoint, OtlpHeaders headers, Duration interval) {}

    /** Whether the live figures are served or pushed at all. */
    public boolean isOn() {
        return port.isPresent() || push.isPresent();
    }

    /** Whether only programs on this machine can read the figures. */
    public boolean isOfThisMachine() {
        return CrewConfig.isLoopback(address);
    }

    /** @throws BadInputException if a receiver is to be taken from the environment, which does not name a suitable one */
    static LiveConfig of(Values values) {
        Integer port = values.get(LiveSettings.PORT);
        return new LiveConfig(
                port == null ? OptionalInt.empty() : OptionalInt.of(port),
                values.get(LiveSettings.ADDRESS),
                Optional.ofNullable(values.get(LiveSettings.OTLP)).map(target -> push(target, values)));
    }

    private static Push push(OtlpTarget target, Values values) {
        OtelEnvironment environment = values.otel();
        OtlpHeaders others = target.address().isPresent() ? OtlpHeaders.NONE : environment.headers();
        OtlpHeaders given = values.get(LiveSettings.OTLP_HEADERS);
        return new Push(
                target.address().map(LiveConfig::endpoint).orElseGet(environment::endpoint),
                given == null ? others : given,
                values.get(LiveSettings.OTLP_INTERVAL));
    }

    /** The address for metrics of a receiver, which may be given with or without it. */
    static URI endpoint(URI receiver) {
        String text = receiver.toString().replaceFirst("/+$", "");
        return URI.create(text.endsWith(PATH) ? text : text + PATH);
    }
}
