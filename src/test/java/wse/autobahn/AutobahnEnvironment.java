package wse.autobahn;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import wse.python.PythonEnvironment;
import wse.python.PythonEnvironment.Interpreter;
import wse.python.PythonEnvironment.Step;

/** The virtual environment with Autobahn's test suite, in {@code target/autobahn/python}. */
public final class AutobahnEnvironment {

    /** The suite does not run on Python 3. */
    private static final String PROBE =
            "import sys, pip; sys.stdout.write(sys.executable) if sys.version_info[:2] == (2, 7) else sys.exit('other')";

    /** The last version that creates environments for Python 2.7, which has no such module of its own. */
    private static final String VIRTUALENV = "virtualenv==20.15.1";

    private AutobahnEnvironment() {}

    /** The environment's interpreter; creates the environment if necessary. */
    public static Path python() throws PythonEnvironment.Unavailable {
        return PythonEnvironment.python(
                Path.of("target", "autobahn", "python"),
                Interpreter.named("Python 2.7 with pip", PROBE, "WSE_PYTHON2", "python2.7", "python2"),
                AutobahnEnvironment::steps);
    }

    private static List<Step> steps(String base, Path home) {
        String tool = home.resolve("virtualenv").toString();
        String venv = home.resolve("venv").toString();
        return List.of(
                new Step(
                        "pip could not install " + VIRTUALENV + " (is the package index reachable?)",
                        List.of(base, "-m", "pip", "install", "--quiet", "--target", tool, VIRTUALENV)),
                new Step("virtualenv failed", List.of("env", "PYTHONPATH=" + tool, base, "-m", "virtualenv", venv)),
                PythonEnvironment.install(
                        home,
                        "autobahntestsuite",
                        List.of("--requirement", requirements().toString())));
    }

    private static Path requirements() {
        return Path.of(URI.create(AutobahnEnvironment.class
                .getResource("/autobahn/requirements.txt")
                .toString()));
    }
}
