package wse.config;

import static wse.config.TestKind.CONNECTION_LIMIT;

/** Rows of the {@linkplain Settings table of settings} that only the search for the connection limit has. */
public final class SearchSettings {

    public static final Setting<Boolean> RECONNECT = Setting.of(
                    "wse.reconnect",
                    Kind.flag(),
                    "whether each step of the search closes the existing connections and opens all of them "
                            + "again, instead of adding to them")
            .byDefault("false")
            .onlyIn(CONNECTION_LIMIT);

    private SearchSettings() {}
}
