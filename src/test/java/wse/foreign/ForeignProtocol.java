package wse.foreign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import wse.dialect.PluginJar;

/** A protocol that the documentation has an example for, and a server that others wrote. */
public enum ForeignProtocol {
    ECHO(NpmServer::echo, "dialect", "echo"),
    GRAPHQL(NpmServer::graphQl, "script", "docs/examples/graphql-transport-ws.yaml"),
    SOCKET_IO(NpmServer::socketIo, "script", "docs/examples/socket.io.yaml"),
    STOMP(NpmServer::stomp, "script", "docs/examples/stomp.yaml"),
    CENTRIFUGO(Centrifuge::start, "script", "docs/examples/centrifugo.yaml"),
    MQTT(Mosquitto::start, "dialect", "mqtt");

    private final Supplier<ForeignServer> server;
    private final String key;
    private final String value;

    ForeignProtocol(Supplier<ForeignServer> server, String key, String value) {
        this.server = server;
        this.key = key;
        this.value = value;
    }

    /** Starts a server. Skips the calling test, with the reason in one sentence, if this machine cannot. */
    public ForeignServer start() {
        return server.get();
    }

    /** The YAML file of a protocol that has one. */
    public String example() throws IOException {
        return Files.readString(Path.of(value));
    }

    /**
     * The settings for a server, without the prefix {@code wse.}.
     *
     * @param directory for a jar with the protocol, if it is a class
     */
    public Map<String, String> settings(ForeignServer running, Path directory) throws IOException {
        Map<String, String> settings = new HashMap<>(
                Map.of("host", "127.0.0.1", "port", String.valueOf(running.port()), "warmUp", "0", key, value));
        if (this == MQTT) {
            settings.put("plugins", PluginJar.compile(directory).jar("mqtt.jar").toString());
        }
        return settings;
    }
}
