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

    /** Gatling's client makes the same offer to every server; wse-server decides by itself what it accepts. */
    static void check(Values values) {
        refuse(
                values.get(COMPRESSION).hasParameters() && values.get(Settings.ENGINE) == EngineKind.GATLING,
                () ->
                        "wse.compression must not have parameters with wse.engine=gatling, because Gatling's client offers"
                                + " permessage-deflate with parameters of its own: " + values.asGiven(COMPRESSION)
                                + "; give wse.compression=permessage-deflate, or wse.engine=netty");
    }
}
