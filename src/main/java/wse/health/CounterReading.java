package wse.health;

import java.util.List;

/**
 * What one request to a server's page of counters yielded.
 *
 * @param findings a sentence for what could not be read, without a full stop; at most one
 */
public record CounterReading(ServerCounters counters, List<String> findings) {

    public CounterReading {
        findings = List.copyOf(findings);
    }
}
