package wse.measure;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import wse.config.Format;

/** What a tier was asked to do, as the reports label it: one record per kind of tier, which answers for itself. */
public sealed interface TierShape {

    /** How many connections the tier was asked to make. */
    int connections();

    /** What tells this tier apart from others, without spaces and commas: {@code 1000-open}, {@code 100-json-175}. */
    String tag();

    /**
     * What the shape adds to the keys of its tier in {@code results.json}: numbers and labels. The {@code report} package
     * has the reader of each kind.
     */
    Map<String, Object> keys();

    /** How the pings are scheduled: {@code closed}, {@code open}, or empty in a tier without a schedule of pings. */
    default String schedule() {
        return "";
    }

    /** Pings per second of each connection on an open schedule. */
    default OptionalDouble pingsPerSecond() {
        return OptionalDouble.empty();
    }

    /** How many local addresses the connections use, in a step of a search. */
    default OptionalInt sourceAddresses() {
        return OptionalInt.empty();
    }

    default Optional<Flood> flood() {
        return Optional.empty();
    }

    private static Map<String, Object> scheduleKeys(TierShape shape) {
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("schedule", shape.schedule());
        shape.pingsPerSecond().ifPresent(rate -> keys.put("pings_per_second", rate));
        return keys;
    }

    /** Connections come up all at once or at a rate, and nothing else happens. */
    record Storm(int connections) implements TierShape {

        @Override
        public Map<String, Object> keys() {
            return Map.of();
        }

        @Override
        public String tag() {
            return String.valueOf(connections);
        }
    }

    /**
     * Each connection sends pings.
     *
     * @param pingsPerSecond on an open schedule; empty if each ping waits for the pong before
     */
    record Pings(int connections, OptionalDouble pingsPerSecond) implements TierShape {

        public static Pings closed(int connections) {
            return new Pings(connections, OptionalDouble.empty());
        }

        public static Pings open(int connections, double pingsPerSecond) {
            return new Pings(connections, OptionalDouble.of(pingsPerSecond));
        }

        @Override
        public String schedule() {
            return pingsPerSecond.isPresent() ? "open" : "closed";
        }

        @Override
        public Map<String, Object> keys() {
            return scheduleKeys(this);
        }

        @Override
        public String tag() {
            return connections + "-" + schedule();
        }
    }

    /** Connections are held, with a ping now and then. */
    record Hold(int connections, OptionalDouble pingsPerSecond) implements TierShape {

        public Hold(int connections, double pingsPerSecond) {
            this(connections, OptionalDouble.of(pingsPerSecond));
        }

        @Override
        public String schedule() {
            return "open";
        }

        @Override
        public Map<String, Object> keys() {
            return scheduleKeys(this);
        }

        @Override
        public String tag() {
            return connections + "-" + schedule();
        }
    }

    /**
     * Messages flow as fast as they are taken.
     *
     * @param payloadBytes of one message in its format
     */
    record Flood(int connections, int payloadBytes, Format format, MessageFlow flow) implements TierShape {

        @Override
        public Map<String, Object> keys() {
            Map<String, Object> keys = new LinkedHashMap<>();
            keys.put("payload_bytes", payloadBytes);
            keys.put("format", format.label());
            keys.putAll(flow.keys());
            return keys;
        }

        @Override
        public Optional<Flood> flood() {
            return Optional.of(this);
        }

        @Override
        public String tag() {
            return connections + "-" + format.label() + "-" + payloadBytes;
        }
    }

    /**
     * One step of the search for a connection limit.
     *
     * @param sourceAddresses how many local addresses the connections use
     */
    record LimitStep(int connections, OptionalInt sourceAddresses) implements TierShape {

        public LimitStep(int connections, int sourceAddresses) {
            this(connections, OptionalInt.of(sourceAddresses));
        }

        @Override
        public Map<String, Object> keys() {
            return sourceAddresses.isPresent() ? Map.of("source_addresses", sourceAddresses.getAsInt()) : Map.of();
        }

        @Override
        public String tag() {
            return String.valueOf(connections);
        }
    }
}
