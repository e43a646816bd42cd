package wse.run.target;

import java.net.URI;
import java.util.List;
import java.util.function.Consumer;

/** The server behind a {@link Target}: where it is, what can be observed, and who ends it. Thread-safe. */
sealed interface TestedServer permits EmbeddedServer, GenuineServer, NamedServer {

    /** The name under which clients address it; several are separated by commas. */
    String host();

    /** The addresses that connections are made to; at least one. */
    List<ServerAddress> addresses();

    /** The same server at other addresses. */
    TestedServer at(List<ServerAddress> others);

    /** Where each of its processes publishes its counters; empty if it does not. */
    List<URI> metricsUris();

    /** Its processes on this machine; empty if it runs elsewhere. */
    List<Long> processIds();

    /** A sentence for each process that was started for the run and has ended too early. */
    List<String> losses();

    /** Reports each process that ends too early, on a thread of the JDK. */
    void onLoss(Consumer<String> listener);

    /** @param version as reported by the server */
    String name(String version);

    /** Ends the processes that were started for the run. May be called twice. */
    void close();
}
