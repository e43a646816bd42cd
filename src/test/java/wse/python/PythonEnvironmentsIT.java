package wse.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import wse.autobahn.AutobahnEnvironment;

class PythonEnvironmentsIT {

    /** Installs the suite while other tests run: the tests that need it run alone. */
    @Test
    void shouldInstallAutobahnsTestSuite() {
        Path python = null;
        try {
            python = AutobahnEnvironment.python();
        } catch (PythonEnvironment.Unavailable e) {
            Assumptions.abort(e.getMessage());
        }
        Command.Result result =
                Command.run(Duration.ofMinutes(1), python.toString(), "-c", "import autobahntestsuite.wstest");

        assertThat(result.exitCode()).as(result.output()).isZero();
    }
}
