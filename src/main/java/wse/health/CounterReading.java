package wse.health;

import java.util.List;

/**
 * The result of one request for a server's page of counters.
 *
 * @param findings a sentence about what could not be read, without a full stop; at most one
 */
public record CounterReading(ServerCounters counters, List<String> findings) {

    public CounterReading {
        findings = List.copyOf(findings);
    }
}
