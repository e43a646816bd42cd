package wse.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import wse.config.Config;
import wse.config.SearchSettings;
import wse.config.Settings;
import wse.config.SuiteProfile;

/** The commands that repeat a suite. Pure. */
final class SuiteCommands {

    /** In a full suite, the machine may have decided them. */
    private static final Set<String> OF_MACHINE = Set.of(Settings.TIERS.key(), SearchSettings.MAX_CONNECTIONS.key());

    private SuiteCommands() {}

    /** All commands, each preceded by a comment. */
    static List<String> of(Suite suite) {
        String profile = suite.profile().orElse(SuiteProfile.DEFAULT).label();
        List<String> lines = new ArrayList<>();
        lines.add("# The whole suite:");
        lines.add("mvn gatling:test -Dgatling.runMultipleSimulations=true -Dwse.suite=" + profile + chosen(suite));
        if (!suite.id().isEmpty()) {
            suite.runs().values().stream().findFirst().ifPresent(run -> {
                lines.add("# One test again, in the same document:");
                lines.add("mvn gatling:test -Dgatling.simulationClass=" + run.simulation() + " -Dwse.suite=" + profile
                        + " -Dwse.suiteId=" + suite.id() + chosen(suite));
            });
            lines.add("# Write the document again, from the results:");
            lines.add("java -jar target/wse-stress.jar suite " + Remedies.quoted(out(suite)) + " --id " + suite.id());
        }
        return lines;
    }

    /** The directory of the results. */
    private static String out(Suite suite) {
        return suite.first().config().getOrDefault(Settings.OUT.key(), "target/wse");
    }

    /** The settings that the user chose for at least one test. Secrets and the defaults of the profile are left out. */
    private static String chosen(Suite suite) {
        Map<String, String> chosen = new LinkedHashMap<>();
        suite.runs().forEach((test, run) -> {
            Map<String, String> own = Config.chosenInSuite(test, suite.profile(), run.config());
            if (run.machine().notCarried() != null) {
                own.keySet().removeAll(OF_MACHINE);
            }
            chosen.putAll(own);
        });
        return chosen.entrySet().stream()
                .map(setting -> " -D" + setting.getKey() + "=" + Remedies.quoted(setting.getValue()))
                .collect(Collectors.joining());
    }
}
