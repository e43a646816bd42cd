package wse.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import wse.config.BadInputException;

class DialectsTest {

    @TempDir
    private Path directory;

    @Test
    void shouldKnowTheBuiltInOnesByName() {
        assertThat(new Dialects().all()).extracting(DialectProvider::name).containsExactly("echo", "script", "wse");
        assertThat(new Dialects().named("wse")).isInstanceOf(WseProvider.class);
    }

    @Test
    void shouldListTheKnownOnesIfTheNameIsUnknown() {
        assertThatThrownBy(() -> new Dialects().named("ecco"))
                .isInstanceOf(BadInputException.class)
                .hasMessage(
                        "wse.dialect=ecco is not a protocol that is installed here: there are echo (any server that sends"
                                + " every message back), script (a protocol that the YAML file wse.script describes), wse"
                                + " (wse-server 2.0.0 and 2.5.1, and the embedded reference server); correct the name, or add"
                                + " the jar that holds it: to the class path, by wse.plugins, or beside the jar of an agent");
    }

    @Test
    void shouldFindAProtocolInAJar() throws Exception {
        Path jar = PluginJar.compile(directory).jar("mqtt.jar");

        Dialect mqtt = Dialects.with(List.of(jar)).create("mqtt", DialectContext.at(Instant.EPOCH));

        assertThat(mqtt.openingRequest(0).allHeaders()).containsEntry("Sec-WebSocket-Protocol", "mqtt");
        assertThat(mqtt.pingForm()).isEqualTo(PingForm.BINARY);
    }

    @Test
    void shouldFindAProtocolInADirectoryOfJarsOrOfClasses() throws Exception {
        PluginJar plugin = PluginJar.compile(directory);
        Path jar = plugin.jar("mqtt.jar");

        assertThat(Plugins.classPath(List.of(jar.getParent()))).contains(jar);
        assertThat(Plugins.classPath(List.of(plugin.classes()))).containsExactly(plugin.classes());
        assertThat(Dialects.with(List.of(plugin.classes())).named("mqtt").summary())
                .contains("MQTT");
    }

    /** The first example of docs/your-server.md. */
    @Test
    void shouldMatchThePingsAndPongsOfTheChatExample() throws Exception {
        Path classes = PluginJar.compile(directory, "ChatDialect").classes();
        Dialect chat = Dialects.with(List.of(classes)).create("chat", DialectContext.at(Instant.EPOCH));
        ByteBuf ping = Unpooled.buffer();
        chat.writePing(ping, 4711);
        ByteBuf pong = Unpooled.copiedBuffer("{\"type\":\"pong\",\"id\":4711}", StandardCharsets.US_ASCII);

        assertThat(ping.toString(StandardCharsets.US_ASCII)).isEqualTo("{\"type\":\"ping\",\"id\":4711}");
        assertThat(chat.onOpen()).isEqualTo(Meaning.READY);
        assertThat(chat.onMessage(pong, true)).isEqualTo(Meaning.PONG);
        assertThat(chat.pongId(pong)).isEqualTo(4711);
        assertThat(chat.onMessage(ping, true)).isEqualTo(Meaning.OTHER);
    }

    @Test
    void shouldRefuseAPluginWithoutAProtocol() throws Exception {
        Path empty = Files.createDirectory(directory.resolve("empty"));

        assertThatThrownBy(() -> Dialects.with(List.of(empty)))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("META-INF/services/wse.dialect.DialectProvider")
                .hasMessageContaining(empty + " has none");
    }

    @Test
    void shouldRefuseTwoProtocolsWithTheSameName() throws Exception {
        PluginJar plugin = PluginJar.compile(directory);
        Path twice = plugin.withService("example.MqttDialect\nexample.Second\n", "Second");

        assertThatThrownBy(() -> Dialects.with(List.of(twice)).named("mqtt"))
                .hasMessageContaining("example.MqttDialect and example.Second both have this name");
    }

    @Test
    void shouldSayWhichServiceFileIsWrong() throws Exception {
        Path broken = PluginJar.compile(directory).withService("example.Nowhere\n");

        assertThatThrownBy(() -> Dialects.with(List.of(broken)))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("example.Nowhere not found");
    }

    @Test
    void shouldFindNoPluginsNextToClassesOutsideAJar() {
        assertThat(Plugins.beside(Dialects.class)).isEmpty();
    }

    @Test
    void shouldFindThePluginsNextToAJar() throws Exception {
        PluginJar plugin = PluginJar.compile(directory);
        Path jar = plugin.jar("mqtt.jar");
        Class<?> main = plugin.classOfJar("main.jar", "example.MqttDialect");

        assertThat(Plugins.beside(main)).containsExactly(jar);
    }
}
