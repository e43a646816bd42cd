package wse.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** What the receiver in C ({@code bench/c/peer.c}) has counted. */
final class NativePeer {

    private final HttpClient http = HttpClient.newHttpClient();
    private final HttpRequest request;

    NativePeer(int port) {
        this.request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/figures"))
                .build();
    }

    /** Frames per second that have arrived since the last call, from the first to the last. */
    double framesPerSecond() throws IOException, InterruptedException {
        String[] figures = http.send(request, HttpResponse.BodyHandlers.ofString())
                .body()
                .trim()
                .split(" ");
        return Double.parseDouble(figures[0]) / (Double.parseDouble(figures[1]) / 1e9);
    }
}
