package wse.foreign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import wse.FreePort;

/** The MQTT broker mosquitto, as Debian and other systems package it, with a WebSocket listener. */
public final class Mosquitto {

    private Mosquitto() {}

    /** Starts a broker. Skips the calling test, with the reason in one sentence, if mosquitto is not installed. */
    public static ForeignServer start() {
        Optional<Path> program = Stream.of("/usr/sbin", "/usr/bin", "/usr/local/sbin", "/opt/homebrew/sbin")
                .map(directory -> Path.of(directory, "mosquitto"))
                .filter(Files::isExecutable)
                .findFirst();
        ForeignServer.assumeTrue(program.isPresent(), "mosquitto", "it must be installed (apt-get install mosquitto)");
        int port = FreePort.onLoopback();
        try {
            Path settings = Files.createTempFile("mosquitto", ".conf");
            settings.toFile().deleteOnExit();
            // 2.0.11 does not start if it has only a WebSocket listener.
            Files.writeString(settings, """
                    listener %d 127.0.0.1
                    listener %d 127.0.0.1
                    protocol websockets
                    allow_anonymous true
                    log_dest stderr
                    user %s
                    """.formatted(FreePort.onLoopback(), port, System.getProperty("user.name")));
            ProcessBuilder builder = new ProcessBuilder(program.get().toString(), "-c", settings.toString());
            return ForeignServer.on(port, builder.redirectErrorStream(true), "running");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
