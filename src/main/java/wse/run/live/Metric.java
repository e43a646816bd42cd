package wse.run.live;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The metrics that a run publishes while it runs. Dashboards and alerts rely on their names, so no name changes its meaning.
 * {@code docs/live.md} explains them.
 */
public enum Metric {
    RUN("wse_stress_run", Type.INFO, Unit.NONE, "the run; its value is always 1", "run"),
    RUN_START("wse_stress_run_start_time_seconds", Type.GAUGE, Unit.SECONDS, "start of the run, as Unix time"),
    TIER_PHASE(
            "wse_stress_tier_phase",
            Type.GAUGE,
            Unit.NONE,
            "1 for the current phase of the tier, otherwise 0: connecting, up, settling, closing",
            "tier",
            "phase"),
    TIER_REMAINING(
            "wse_stress_tier_remaining_seconds",
            Type.GAUGE,
            Unit.SECONDS,
            "expected time until the end of the tier; absent if unknown",
            "tier"),
    TIERS_ENDED("wse_stress_tiers_ended", Type.COUNTER, Unit.NONE, "measured tiers that have ended", "verdict"),
    CONNECTIONS_PLANNED(
            "wse_stress_connections_planned", Type.GAUGE, Unit.NONE, "number of connections of the tier", "tier"),
    CONNECTIONS_OPEN(
            "wse_stress_connections_open", Type.GAUGE, Unit.NONE, "connections of the tier that are ready", "tier"),
    CONNECTS("wse_stress_connects", Type.COUNTER, Unit.NONE, "connection attempts that have ended", "tier", "outcome"),
    CONNECTIONS_LOST(
            "wse_stress_connections_lost",
            Type.COUNTER,
            Unit.NONE,
            "connections that were lost after they had been ready",
            "tier",
            "outcome"),
    PINGS_ANSWERED("wse_stress_pings_answered", Type.COUNTER, Unit.NONE, "pings that were answered in time", "tier"),
    PINGS_FAILED(
            "wse_stress_pings_failed",
            Type.COUNTER,
            Unit.NONE,
            "pings that were not answered in time, or could not be sent",
            "tier"),
    MESSAGES_CONFIRMED(
            "wse_stress_messages_confirmed",
            Type.COUNTER,
            Unit.NONE,
            "messages of floods that the server has confirmed",
            "tier"),
    LATENCY("wse_stress_latency_seconds", Type.HISTOGRAM, Unit.SECONDS, "latencies", "tier", "kind"),
    MEMORY_USED(
            "wse_stress_memory_used_bytes", Type.GAUGE, Unit.BYTES, "memory used by all programs on the run's machine"),
    MEMORY_RISE(
            "wse_stress_memory_rise_bytes",
            Type.GAUGE,
            Unit.BYTES,
            "how much that memory has risen since the run started; negative if it has fallen");

    /** The types of Prometheus. */
    enum Type {
        INFO,
        GAUGE,
        COUNTER,
        HISTOGRAM
    }

    /** The base units. OpenTelemetry spells them as UCUM does; Prometheus would take {@code 1} for a ratio. */
    enum Unit {
        NONE(""),
        SECONDS("s"),
        BYTES("By");

        private final String otel;

        Unit(String otel) {
            this.otel = otel;
        }

        String otel() {
            return otel;
        }

        /** The end of a metric's name in Prometheus. */
        String suffix() {
            return this == NONE ? "" : "_" + name().toLowerCase(Locale.ROOT);
        }
    }

    private final String family;
    private final Type type;
    private final Unit unit;
    private final String help;
    private final List<String> labels;

    Metric(String family, Type type, Unit unit, String help, String... labels) {
        this.family = family;
        this.labels = List.of(labels);
        this.type = type;
        this.unit = unit;
        this.help = help;
    }

    /** The name of the family in Prometheus, which ends with its unit. */
    String family() {
        return family;
    }

    Type type() {
        return type;
    }

    Unit unit() {
        return unit;
    }

    String help() {
        return help;
    }

    /** The labels of each value besides {@code test}, in their order. */
    List<String> labels() {
        return labels;
    }

    /** The name under which queries find it; that of a histogram gets {@code _bucket}, {@code _sum} or {@code _count}. */
    public String prometheusName() {
        return switch (type) {
            case INFO -> family + "_info";
            case COUNTER -> family + "_total";
            case GAUGE, HISTOGRAM -> family;
        };
    }

    /** The metrics as a Markdown table, for users; {@code docs/live.md} contains it. */
    public static String describe() {
        return Stream.of(values())
                .map(metric -> String.format(
                        Locale.ROOT,
                        "| `%s` | %s | %s | %s |",
                        metric.prometheusName(),
                        metric.type.name().toLowerCase(Locale.ROOT),
                        metric.labels.stream().map(label -> "`" + label + "`").collect(Collectors.joining(", ")),
                        metric.help))
                .collect(Collectors.joining(
                        "\n",
                        "| metric | type | labels besides `test` | meaning |\n| --- | --- | --- | --- |\n",
                        "\n"));
    }

    /** The name in OpenTelemetry. Prometheus adds unit and type to it, and so gets {@link #prometheusName()}. */
    public String otelName() {
        return type == Type.INFO
                ? prometheusName()
                : family.substring(0, family.length() - unit.suffix().length());
    }
}
