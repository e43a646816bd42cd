package wse.run;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The servers of a scenario, except the one that its results describe. Thread-safe. */
final class OtherServers {

    private final String described;
    private final Set<String> urls = new LinkedHashSet<>();
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
        leftOut.addAll(server.leftOut());
    }

    /** Notes about these servers, for the readers of the results. */
    synchronized List<String> notes() {
        return Stream.of(
                        urls.isEmpty()
                                ? ""
                                : "the figures include connections to " + String.join(", ", urls)
                                        + ", whose settings and usage are not shown",
                        leftOut.isEmpty() ? "" : "no connections were made to " + String.join(", ", leftOut))
                .filter(note -> !note.isEmpty())
                .toList();
    }
}
