package wse.gatling.internal;

import io.gatling.core.protocol.Protocol;
import io.gatling.javaapi.core.ProtocolBuilder;

/** A protocol builder that need not know Gatling's Scala types. */
public interface ProtocolSource extends ProtocolBuilder {

    /** All that was asked for, validated. */
    WseSettings settings();

    @Override
    default Protocol protocol() {
        return new WseProtocol(settings());
    }
}
