package wse.config;

/** The settings of protocols that are described without code. */
public final class ScriptSettings {

    public static final Setting<ScriptFile> SCRIPT = Setting.of(
            "wse.script",
            Texts.SCRIPT,
            "YAML file that describes the protocol of the server, instead of code; with it, wse.dialect is script");

    private ScriptSettings() {}
}
