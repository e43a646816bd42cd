package wse.config;

import static wse.config.TestKind.CONNECTION_LIMIT;

/** Rows of the {@linkplain Settings table of settings} that only the search for the connection limit has. */
public final class SearchSettings {

    public static final Setting<Integer> MAX_CONNECTIONS = Setting.of(
                    "wse.maxConnections",
                    Kind.count(1, Integer.MAX_VALUE),
                    "number of connections at which the search for the limit stops; this number itself is tried, too")
            .byDefault("16000")
            .onlyIn(CONNECTION_LIMIT);
    public static final Setting<Integer> FIRST_STEP = Setting.of(
                    "wse.firstStep",
                    Kind.count(1, Integer.MAX_VALUE),
                    "number of connections in the first step of the search, at most wse.maxConnections; each "
                            + "further step doubles it")
            .byDefault("1000")
            .onlyIn(CONNECTION_LIMIT);
    public static final Setting<Integer> LIMIT_RESOLUTION = Setting.of(
                    "wse.limitResolution",
                    Kind.count(1, Integer.MAX_VALUE),
                    "the search ends when the last good and the first bad step are no further apart than this; "
                            + "1 finds the exact limit")
            .byDefault("100")
            .onlyIn(CONNECTION_LIMIT);
    public static final Setting<Double> LIMIT_SHARE = Setting.of(
                    "wse.limitShare",
                    Kind.decimal(0.001, 100),
                    "percentage of a step's connections that must answer a ping at its end to make it a good step")
            .byDefault("100")
            .onlyIn(CONNECTION_LIMIT);
    public static final Setting<Boolean> RECONNECT = Setting.of(
                    "wse.reconnect",
                    Kind.flag(),
                    "whether each step of the search closes the existing connections and opens all of them "
                            + "again, instead of adding to them")
            .byDefault("false")
            .onlyIn(CONNECTION_LIMIT);

    private SearchSettings() {}
}
