package wse.config;

import java.util.List;

/** The rows of the {@linkplain Settings table of settings} that adapt a run to a server without code. */
public final class ScriptSettings {

    public static final Setting<ScriptFile> SCRIPT = Setting.of(
            "wse.script",
            Texts.SCRIPT,
            "YAML file that describes the protocol of the server, so that it needs no code; wse.dialect is then script");
    public static final Setting<String> ORIGIN = Setting.of(
            "wse.origin",
            Texts.ORIGIN,
            "the header Origin of the upgrade request. Other headers: wse.header.NAME=VALUE; parameters of the query:"
                    + " wse.query.NAME=VALUE");
    static final Setting<HeaderFile> HEADERS = Setting.of(
            "wse.headers",
            Texts.HEADERS,
            "file with headers of the upgrade request; wse.header.NAME replaces a header of the file");
    public static final Setting<List<String>> SUBPROTOCOL = Setting.of(
            "wse.subprotocol",
            Kind.listOf(Texts.SUBPROTOCOL),
            "subprotocols that the upgrade request offers instead of the protocol's own, the preferred one first");
    public static final Setting<Corpus> CORPUS = Setting.of(
                    "wse.corpus",
                    Texts.CORPUS,
                    "file with the messages of the flood, one per line, which are sent in turn instead of the protocol's"
                            + " own; they are binary if the name of the file ends in .hex or .base64")
            .onlyIn(TestKind.THROUGHPUT);

    private ScriptSettings() {}
}
