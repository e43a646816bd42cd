package wse.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;
import wse.config.BadInputException;
import wse.config.SecretFiles;

/** The option that names a secret file. It takes precedence over an environment variable. */
final class SecretFile {

    @Option(names = "--secret-file", paramLabel = "FILE", description = "file that contains the secret")
    private Optional<Path> file = Optional.empty();

    /**
     * The secret without the white space around it; empty if neither the file nor the variable is given.
     *
     * @throws IllegalArgumentException if the file is missing, empty or world-readable
     */
    Optional<String> secretOr(String variable) {
        return secretOr(variable, System.getenv());
    }

    Optional<String> secretOr(String variable, Map<String, String> environment) {
        return file.map(SecretFile::read)
                .or(() -> Optional.ofNullable(environment.get(variable)).map(String::strip));
    }

    private static String read(Path file) {
        try {
            return SecretFiles.read("--secret-file", file);
        } catch (BadInputException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
