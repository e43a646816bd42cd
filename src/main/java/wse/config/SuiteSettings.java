package wse.config;

/** The rows of the {@linkplain Settings table of settings} that make a run a part of a suite. */
public final class SuiteSettings {

    public static final Setting<ServerKind> SERVER = Setting.of(
                    "wse.server",
                    Kind.choice(ServerKind.class, ServerKind::label),
                    "which server the run starts, if wse.host does not name one; wse-2.0.0 and wse-2.5.1: the genuine"
                            + " wse-server, which is installed with Python 3.12 or newer the first time")
            .byDefault("reference");
    public static final Setting<SuiteProfile> SUITE = Setting.of(
            "wse.suite",
            Kind.choice(SuiteProfile.class, SuiteProfile::label),
            "makes the run a part of a suite, with the defaults of this profile; all tests of a suite share one document");
    public static final Setting<String> SUITE_ID = Setting.of(
            "wse.suiteId",
            Texts.SUITE_ID,
            "the suite that the run belongs to; by default, that of the Maven build that started the run");

    private SuiteSettings() {}
}
