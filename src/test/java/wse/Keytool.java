package wse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The JDK's own keytool, which makes certificates. */
final class Keytool {

    private static final long TIMEOUT_SECONDS = 30;

    private Keytool() {}

    /**
     * Adds a key pair and its certificate, which is valid for two days, to a store in PKCS #12.
     *
     * @param store created if it does not exist
     * @param owner the common name
     * @param options further options of {@code keytool -genkeypair}
     */
    static void generate(Path store, String password, String alias, String owner, List<String> options)
            throws IOException, InterruptedException {
        Path log = Path.of(store + "." + alias + ".log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + owner,
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-storepass",
                password,
                "-keystore",
                store.toString()));
        command.addAll(options);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException("keytool must make a certificate: " + Files.readString(log));
        }
    }
}
