package wse.run;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import wse.run.target.Security;

/** The servers of a scenario, except the one that its results describe. Thread-safe. */
final class OtherServers {

    private final String described;
    private final Set<String> urls = new LinkedHashSet<>();
    private final Set<String> unverified = new LinkedHashSet<>();
    private final Set<String> leftOut = new LinkedHashSet<>();

    /** @param described the URL of the server that the results describe */
    OtherServers(String described) {
        this.described = described;
    }

    /** Adds a server to which users also connect. */
    synchronized void add(Listening server) {
        server.target().contact().urls().stream()
                .filter(url -> !url.equals(described))
                .forEach(urls::add);
        Security security = server.target().contact().security();
        if (security.tls() && security.how().insecure()) {
            unverified.addAll(server.target().contact().urls());
        }
        leftOut.addAll(server.leftOut());
    }

    /** Notes about these servers, for the readers of the results. */
    synchronized List<String> notes() {
        return Stream.of(
                        urls.isEmpty()
                                ? ""
                                : "the figures include connections to " + String.join(", ", urls)
                                        + ", whose settings and usage are not shown",
                        unverified.isEmpty()
                                ? ""
                                : "the client accepted any certificate of " + String.join(", ", unverified)
                                        + " (wse.tls.insecure=true), so nothing proves which server that was",
                        leftOut.isEmpty() ? "" : "no connections were made to " + String.join(", ", leftOut))
                .filter(note -> !note.isEmpty())
                .toList();
    }
}
