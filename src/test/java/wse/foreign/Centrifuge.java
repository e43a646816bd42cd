package wse.foreign;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** A server of the Go library centrifuge, the core of Centrifugo, which {@code bench/centrifuge.sh} builds. */
public final class Centrifuge {

    private Centrifuge() {}

    /** Starts a server. Skips the calling test, with the reason in one sentence, if it has not been built. */
    public static ForeignServer start() {
        Optional<Path> program = Stream.concat(
                        Optional.ofNullable(System.getenv("CENTRIFUGE")).stream()
                                .map(Path::of),
                        Stream.of(Path.of(
                                System.getProperty("user.home"), ".cache", "wse-stress", "centrifuge", "server")))
                .filter(Files::isExecutable)
                .findFirst();
        ForeignServer.assumeTrue(
                program.isPresent(), "a Centrifugo server", "bench/centrifuge.sh must have built it with Go");
        return ForeignServer.printingItsPort(new ProcessBuilder(program.get().toString()));
    }
}
