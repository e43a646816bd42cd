package wse.config;

import static wse.config.Contradictions.refuse;
import static wse.config.RouteSettings.ADDRESSES;
import static wse.config.RouteSettings.PROXY;
import static wse.config.Settings.ENGINE;
import static wse.config.Settings.HOST;
import static wse.config.TlsSettings.TLS;

/** Refuses routes to the server that Gatling's own engine does not support. */
final class RouteContradictions {

    private RouteContradictions() {}

    /** @throws BadInputException on the first contradiction */
    static void check(Values values) {
        if (values.get(ENGINE) == EngineKind.GATLING) {
            checkGatling(values, values.get(TLS));
        }
    }

    private static void checkGatling(Values values, boolean tls) {
        refuse(
                tls && values.isGiven(ADDRESSES) && values.get(ADDRESSES) == AddressUse.ALL,
                () ->
                        "wse.addresses=all needs wse.engine=netty with TLS, because Gatling looks up the server's name by itself: "
                                + values.asGiven(ADDRESSES) + ", " + values.asGiven(TLS)
                                + "; give -Dwse.engine=netty too or leave it out");
        refuse(
                values.get(HOST) != null && values.get(HOST).contains("%"),
                () -> "an IPv6 address with a zone needs wse.engine=netty, because a URL cannot contain the zone: "
                        + values.asGiven(HOST) + "; give -Dwse.engine=netty too");
        refuse(
                !tls && values.isGiven(PROXY),
                () ->
                        "wse.proxy needs wse.engine=netty for a server without TLS, because Gatling then does not use CONNECT: "
                                + values.asGiven(PROXY) + "; give -Dwse.engine=netty too or leave it out");
    }
}
