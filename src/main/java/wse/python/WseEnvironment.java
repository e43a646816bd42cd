package wse.python;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import wse.python.PythonEnvironment.Interpreter;
import wse.python.PythonEnvironment.Step;

/** The virtual environment of one version of wse-server, in {@code target/genuine/<version>}. */
public final class WseEnvironment {

    /** Fails below 3.12, which wse-server requires, and without pip. */
    private static final String PROBE =
            "import sys, ensurepip; print(sys.executable) if sys.version_info >= (3, 12) else sys.exit('too old')";

    private WseEnvironment() {}

    /** The program that starts the server; its own text explains how. */
    public static InputStream launcher() {
        return WseEnvironment.class.getResourceAsStream("/wse/genuine/launcher.py");
    }

    /**
     * The interpreter of the environment in which wse-server {@code version} is installed; creates the environment if
     * necessary.
     */
    public static Path python(String version) throws PythonEnvironment.Unavailable {
        return PythonEnvironment.python(
                Path.of("target", "genuine", version),
                Interpreter.named(
                        "Python 3.12 or newer with venv and pip",
                        PROBE,
                        "WSE_PYTHON",
                        "python3.13",
                        "python3.12",
                        "python3"),
                (base, home) -> List.of(
                        new Step(
                                "venv failed",
                                List.of(base, "-m", "venv", home.resolve("venv").toString())),
                        PythonEnvironment.install(
                                home,
                                "wse-server==" + version,
                                List.of("--only-binary", ":all:", "wse-server==" + version))));
    }
}
