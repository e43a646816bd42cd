package wse.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import wse.config.BadInputException;
import wse.config.Config;
import wse.config.Settings;
import wse.config.SuiteSettings;
import wse.report.SuiteFiles;
import wse.text.Plain;

/** What a run does for the suite that it belongs to; nothing without a suite. Stateless. */
final class SuiteRun {

    private SuiteRun() {}

    /**
     * Notes in the suite's directory why a test could not start, and passes the refusal on.
     *
     * @param simulation class name of the test
     */
    static <T> T noting(String simulation, Supplier<T> start) {
        try {
            return start.get();
        } catch (BadInputException refused) {
            note(simulation, refused.getMessage());
            throw refused;
        }
    }

    /** The settings themselves may be the reason, so they are read as they were given. */
    private static void note(String simulation, String reason) {
        String id = System.getProperty(SuiteSettings.SUITE_ID.key(), "");
        Path out = Path.of(System.getProperty(Settings.OUT.key(), Settings.OUT.defaultText()));
        if (System.getProperty(SuiteSettings.SUITE.key()) == null || !SuiteFiles.isId(id)) {
            return;
        }
        try {
            SuiteFiles.refuse(out, id, simulation, Plain.printable(reason));
        } catch (IOException e) {
            System.err.println(
                    "[wse] note: the document of the suite could not be updated with this reason: " + e.getMessage());
        }
    }

    /**
     * Writes the suite's document again.
     *
     * @param out the directory of all results
     * @return the suite's directory; empty without a suite
     */
    static Optional<Path> update(Config config, Path out) {
        return config.find(SuiteSettings.SUITE_ID).flatMap(id -> {
            try {
                return Optional.of(SuiteFiles.update(out, id));
            } catch (IOException | IllegalArgumentException e) {
                System.err.println("[wse] note: the document of the suite could not be written: " + e.getMessage());
                return Optional.empty();
            }
        });
    }
}
