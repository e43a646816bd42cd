package wse.config;

import static wse.config.Contradictions.refuse;

/** The row of the {@linkplain Settings table of settings} about compression, and its checks. */
public final class CompressionSettings {

    public static final Setting<Compression> COMPRESSION = Setting.of(
                    "wse.compression",
                    Kind.of(
                            "off or permessage-deflate, which may be followed by parameters of RFC 7692, as in"
                                    + " permessage-deflate,client_no_context_takeover,client_max_window_bits=12",
                            Compression::parse),
                    "compression that the client offers to the server; the server decides whether messages are compressed,"
                            + " and the embedded reference server accepts every offer")
            .byDefault("off");

    private CompressionSettings() {}

    /**
     * The offer of {@code wse.compression}, with the parameters that Gatling's client adds if it is used. If the
     * setting is off, so is this offer, although Gatling's client offers compression even then.
     */
    public static Compression offered(Config config) {
        Compression offer = config.get(COMPRESSION);
        return offer.isOn() && config.get(Settings.ENGINE) == EngineKind.GATLING ? offer.byGatling() : offer;
    }

    /** Gatling's client accepts any limit on its window that the server sets, but sets none itself. */
    static void check(Values values) {
        refuse(
                values.get(COMPRESSION).limitsClientWindow() && values.get(Settings.ENGINE) == EngineKind.GATLING,
                () -> "client_max_window_bits must not have a value with wse.engine=gatling, because Gatling's client"
                        + " limits its window only if the server asks for it: " + values.asGiven(COMPRESSION)
                        + "; leave the value out, or give wse.engine=netty");
    }
}
