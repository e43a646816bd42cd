package wse.config;

/** The rows of the {@linkplain Settings table of settings} that make a run a part of a suite. */
public final class SuiteSettings {

    public static final Setting<ServerKind> SERVER = Setting.ofPlanned(
                    "wse.server",
                    Kind.choice(ServerKind.class, ServerKind::label),
                    "server that the run starts if wse.host does not name one; reference: the reference server of this"
                            + " project; wse-2.0.0 and wse-2.5.1: that version of the genuine wse-server; proper-2.7.0: that"
                            + " version of its fork proper-wse; they are installed the first time and need Python 3.12 or"
                            + " newer")
            .byDefault("reference");
    public static final Setting<SuiteProfile> SUITE = Setting.of(
            "wse.suite",
            Kind.choice(SuiteProfile.class, SuiteProfile::label),
            "makes the run a part of a suite, with the defaults of this profile; all tests of a suite share one document");
    public static final Setting<String> SUITE_ID = Setting.of(
            "wse.suiteId",
            Texts.SUITE_ID,
            "id of the suite that the run belongs to; by default, the start time of the Maven build");

    private SuiteSettings() {}
}
