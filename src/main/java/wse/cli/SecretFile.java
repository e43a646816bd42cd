package wse.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option that names the file of a secret. It takes precedence over an environment variable. */
final class SecretFile {

    @Option(names = "--secret-file", paramLabel = "FILE", description = "file whose first line is the secret")
    private Optional<Path> file = Optional.empty();

    /** The secret without leading and trailing blanks; empty if neither the file nor the variable is given. */
    Optional<String> secretOr(String variable) throws IOException {
        return file.isPresent()
                ? Optional.of(Files.readAllLines(file.get()).stream()
                        .findFirst()
                        .orElse("")
                        .strip())
                : Optional.ofNullable(System.getenv(variable)).map(String::strip);
    }
}
