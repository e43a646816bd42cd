package wse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import wse.TestJvm;

class ServerCommandIT {

    private static final long DEADLINE_SECONDS = 30;

    @Test
    void shouldPrintWhereItListensAndStopOnSigterm() throws Exception {
        Process server = new ProcessBuilder(TestJvm.command(
                        "-cp", System.getProperty("java.class.path"), Main.class.getName(), "server", "--port", "0"))
                .redirectErrorStream(true)
                .start();
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8))) {
            Matcher ready = Pattern.compile("reference server ready: ws://127\\.0\\.0\\.1:(\\d+)/wse metrics=(\\S+) .*")
                    .matcher(firstLine(output));
            assertThat(ready.matches()).isTrue();
            new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(ready.group(1))).close();
            assertThat(HttpClient.newHttpClient()
                            .send(
                                    HttpRequest.newBuilder(URI.create(ready.group(2)))
                                            .build(),
                                    HttpResponse.BodyHandlers.ofString())
                            .body())
                    .contains("wse_connections 0");
            server.toHandle().destroy();
            assertThat(server.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(output.readLine()).as("nothing more to say").isNull();
        } finally {
            server.destroyForcibly();
        }
    }

    /** The first line of the server itself: without the jar's manifest, JDK 25 warns of native libraries before it. */
    private static String firstLine(BufferedReader output) throws IOException {
        String line = output.readLine();
        while (line.isEmpty() || line.startsWith("WARNING: ")) {
            line = output.readLine();
        }
        return line;
    }
}
