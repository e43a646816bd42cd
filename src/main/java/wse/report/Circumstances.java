package wse.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import wse.measure.RunResult;

/**
 * What applies to all figures of a run, and what every report must therefore say: which server was really tested, and what lay
 * between it and the client. Pure.
 */
final class Circumstances {

    private static final String PROXY = "wse.proxy";

    private static final String INSECURE = "wse.tls.insecure";

    private Circumstances() {}

    /** One sentence each; usually none. */
    static List<String> of(RunResult run) {
        return Stream.of(unverifiedServer(run.config()), proxied(run.config()), leftOut(run))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<String> unverifiedServer(Map<String, String> config) {
        return Optional.of(
                        "The client accepted any certificate (wse.tls.insecure=true), so nothing proves which server was"
                                + " tested.")
                .filter(sentence -> "true".equals(config.get(INSECURE)));
    }

    private static Optional<String> proxied(Map<String, String> config) {
        return Optional.ofNullable(config.get(PROXY))
                .map(proxy ->
                        "All connections went through the proxy " + proxy + ", so the figures include the proxy.");
    }

    private static Optional<String> leftOut(RunResult run) {
        List<String> addresses = run.target().leftOut();
        return addresses.isEmpty()
                ? Optional.empty()
                : Optional.of((addresses.size() == 1 ? "An address" : "Several addresses")
                        + " of the server got no load ("
                        + String.join(", ", addresses) + ").");
    }
}
