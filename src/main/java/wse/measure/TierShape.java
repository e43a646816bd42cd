package wse.measure;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import wse.config.Format;
import wse.config.ScheduleKind;

/**
 * What a tier was asked to do, as shown in the reports. Each kind of tier has its own record, which answers questions about
 * itself.
 */
public sealed interface TierShape {

    /** The number of connections that the tier was asked to open. */
    int connections();

    /**
     * A tag that identifies this tier within the run, without spaces and commas: {@code 1000-open}, {@code 100-json-175}.
     */
    String tag();

    /**
     * The keys that the shape adds to its tier in {@code results.json}: numbers and labels. The {@code report} package
     * contains the reader for each kind.
     */
    Map<String, Object> keys();

    /** How the pings of the tier, or the connects of a storm, are scheduled. */
    default ScheduleKind schedule() {
        return ScheduleKind.NONE;
    }

    /** Pings per second and connection on an open schedule. */
    default OptionalDouble pingsPerSecond() {
        return OptionalDouble.empty();
    }

    /** The rate at which a storm or a step of a connection-limit search opened its connections; empty if unlimited. */
    default OptionalDouble connectsPerSecond() {
        return OptionalDouble.empty();
    }

    /** The purpose of a step of a connection-limit search; {@link StepPurpose#SIZE} for every other tier. */
    default StepPurpose purpose() {
        return StepPurpose.SIZE;
    }

    /** The number of local addresses that the connections use, in a step of a connection-limit search. */
    default OptionalInt sourceAddresses() {
        return OptionalInt.empty();
    }

    /**
     * Whether the tier only measures how connections are accepted, so that a connection that the server did not keep
     * until the end does not count as accepted.
     */
    default boolean measuresAccepting() {
        return false;
    }

    /** What the connections send, in words, apart from floods. */
    default String sends() {
        return "ping";
    }

    /** Whether the run decided how many connections to open; the users of a scenario do so themselves. */
    default boolean isPlanned() {
        return true;
    }

    /** Whether tiers of the same shape are rounds of a repeated run. */
    default boolean isRepeatable() {
        return true;
    }

    default Optional<Flood> flood() {
        return Optional.empty();
    }

    /** A tier whose connections send pings on a schedule. */
    sealed interface Pinged extends TierShape {

        @Override
        default Map<String, Object> keys() {
            Map<String, Object> keys = new LinkedHashMap<>();
            keys.put("schedule", schedule().label());
            pingsPerSecond().ifPresent(rate -> keys.put("pings_per_second", rate));
            return keys;
        }

        @Override
        default String tag() {
            return connections() + "-" + schedule().label();
        }
    }

    /**
     * Connections are opened, and nothing else happens.
     *
     * @param connectsPerSecond the rate at which they are opened; empty if they all start at once
     */
    record Storm(int connections, OptionalDouble connectsPerSecond) implements TierShape {

        /** A storm at once. */
        public Storm(int connections) {
            this(connections, OptionalDouble.empty());
        }

        @Override
        public ScheduleKind schedule() {
            return connectsPerSecond.isPresent() ? ScheduleKind.PACED : ScheduleKind.NONE;
        }

        @Override
        public boolean measuresAccepting() {
            return true;
        }

        @Override
        public Map<String, Object> keys() {
            return connectsPerSecond.isPresent()
                    ? Map.of("connects_per_second", connectsPerSecond.getAsDouble())
                    : Map.of();
        }

        @Override
        public String tag() {
            return connections
                    + (connectsPerSecond.isPresent() ? "-" + schedule().label() : "");
        }
    }

    /**
     * Each connection sends pings.
     *
     * @param pingsPerSecond rate on an open schedule; empty if each ping waits for the previous pong
     */
    record Pings(int connections, OptionalDouble pingsPerSecond) implements Pinged {

        public static Pings closed(int connections) {
            return new Pings(connections, OptionalDouble.empty());
        }

        public static Pings open(int connections, double pingsPerSecond) {
            return new Pings(connections, OptionalDouble.of(pingsPerSecond));
        }

        @Override
        public ScheduleKind schedule() {
            return pingsPerSecond.isPresent() ? ScheduleKind.OPEN : ScheduleKind.CLOSED;
        }
    }

    /** Connections are held and send occasional pings. */
    record Hold(int connections, OptionalDouble pingsPerSecond) implements Pinged {

        public Hold(int connections, double pingsPerSecond) {
            this(connections, OptionalDouble.of(pingsPerSecond));
        }

        @Override
        public ScheduleKind schedule() {
            return ScheduleKind.OPEN;
        }
    }

    /**
     * Messages are sent as fast as the other side reads them.
     *
     * @param payloadBytes size of one message in its format
     * @param content whether the protocol sends its messages in this format, or what else it sends
     */
    record Flood(int connections, int payloadBytes, Format format, Content content, MessageFlow flow)
            implements TierShape {

        /** A flood whose messages are in this format. */
        public Flood(int connections, int payloadBytes, Format format, MessageFlow flow) {
            this(connections, payloadBytes, format, Content.FORMATTED, flow);
        }

        /** Its format or content, in one word. */
        public String label() {
            return content == Content.FORMATTED ? format.label() : content.label();
        }

        @Override
        public Map<String, Object> keys() {
            Map<String, Object> keys = new LinkedHashMap<>();
            keys.put("payload_bytes", payloadBytes);
            keys.put("format", format.label());
            if (content != Content.FORMATTED) {
                keys.put("content", content.label());
            }
            keys.putAll(flow.keys());
            return keys;
        }

        @Override
        public Optional<Flood> flood() {
            return Optional.of(this);
        }

        @Override
        public String tag() {
            return connections + "-" + label() + "-" + payloadBytes;
        }
    }

    /**
     * What the users of a scenario did, which is not known in advance.
     *
     * @param connections how many connections they began to open
     */
    record Scenario(int connections) implements TierShape {

        @Override
        public Map<String, Object> keys() {
            return Map.of();
        }

        @Override
        public String tag() {
            return "scenario";
        }

        @Override
        public String sends() {
            return "message";
        }

        @Override
        public boolean isPlanned() {
            return false;
        }
    }

    /**
     * One step of a connection-limit search.
     *
     * @param sourceAddresses number of local addresses that the connections use
     * @param connectsPerSecond rate at which connections are opened; empty if unlimited
     */
    record LimitStep(
            int connections, OptionalInt sourceAddresses, OptionalDouble connectsPerSecond, StepPurpose purpose)
            implements TierShape {

        /** A search may come back to the same number of connections. */
        @Override
        public boolean isRepeatable() {
            return false;
        }

        /** A step that only has a size. */
        public LimitStep(int connections, int sourceAddresses) {
            this(connections, OptionalInt.of(sourceAddresses), OptionalDouble.empty(), StepPurpose.SIZE);
        }

        @Override
        public Map<String, Object> keys() {
            Map<String, Object> keys = new LinkedHashMap<>();
            sourceAddresses.ifPresent(count -> keys.put("source_addresses", count));
            connectsPerSecond.ifPresent(rate -> keys.put("connects_per_second", rate));
            if (purpose != StepPurpose.SIZE) {
                keys.put("purpose", purpose.label());
            }
            return keys;
        }

        @Override
        public String tag() {
            return connections
                    + (purpose == StepPurpose.SIZE ? "" : "-" + purpose.label())
                    + (connectsPerSecond.isPresent() ? "-" + connectsPerSecond.getAsDouble() : "");
        }
    }
}
