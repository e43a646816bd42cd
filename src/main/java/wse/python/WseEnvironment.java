package wse.python;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import wse.python.PythonEnvironment.Interpreter;
import wse.python.PythonEnvironment.Step;

/**
 * The virtual environment of one version of a genuine WSE server: wse-server in {@code target/genuine/<version>}, and its fork
 * proper-wse, whose modules have the same names, in {@code target/genuine/proper-wse-<version>}.
 */
public final class WseEnvironment {

    /** Fails below 3.12, which wse-server requires, and without pip. */
    private static final String PROBE =
            "import sys, ensurepip; print(sys.executable) if sys.version_info >= (3, 12) else sys.exit('too old')";

    private static final String ORIGINAL = "wse-server";

    private WseEnvironment() {}

    /** The program that starts the server; its own text explains how. */
    public static InputStream launcher() {
        return WseEnvironment.class.getResourceAsStream("/wse/genuine/launcher.py");
    }

    /**
     * The interpreter of the environment in which a version of the server is installed; creates the environment if necessary.
     *
     * @param product the name of its Python package
     */
    public static Path python(String product, String version) throws PythonEnvironment.Unavailable {
        return PythonEnvironment.python(
                Path.of("target", "genuine", product.equals(ORIGINAL) ? version : product + "-" + version),
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
                                product + "==" + version,
                                List.of("--only-binary", ":all:", product + "==" + version))));
    }
}
