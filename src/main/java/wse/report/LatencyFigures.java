package wse.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/** The names of a {@link wse.measure.LatencySummary}'s percentiles in {@code results.json}, as a Jackson mixin. */
@JsonPropertyOrder({"count", "min", "mean", "stddev", "p50", "p90", "p95", "p99", "p99_9", "p99_99", "max"})
interface LatencyFigures {

    @JsonProperty("p99_9")
    long p999();

    @JsonProperty("p99_99")
    long p9999();
}
