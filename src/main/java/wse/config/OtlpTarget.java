package wse.config;

import java.net.URI;
import java.util.Optional;

/**
 * Where live figures are pushed.
 *
 * @param address address of the receiver; empty to take it from OpenTelemetry's environment variables
 */
public record OtlpTarget(Optional<URI> address) {

    /** The receiver that OpenTelemetry's environment variables name. */
    static final OtlpTarget OF_ENVIRONMENT = new OtlpTarget(Optional.empty());

    /** The word that a user types for {@link #OF_ENVIRONMENT}. */
    static final String ENVIRONMENT = "env";

    @Override
    public String toString() {
        return address.map(URI::toString).orElse(ENVIRONMENT);
    }
}
