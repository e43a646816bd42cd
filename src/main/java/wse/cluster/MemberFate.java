package wse.cluster;

import java.util.Objects;
import java.util.Optional;
import wse.measure.ClientResult;
import wse.measure.Sampled;

/** The end of one member's part in one tier. */
public sealed interface MemberFate {

    /** The member's name in reports. */
    String name();

    /** Number of connections in its share. */
    int connections();

    /** A member that is present but has no result. */
    static MemberFate failed(String name, int connections, String reason) {
        return new Unfinished(name, connections, Cause.FAILED, reason);
    }

    /** The same, if the member finished. */
    default Optional<Finished> finished() {
        return Optional.empty();
    }

    /** The same, if the member did not finish. */
    default Optional<Unfinished> unfinished() {
        return Optional.empty();
    }

    /**
     * The member finished.
     *
     * @param result its result, which is part of the tier's result
     */
    record Finished(String name, int connections, Sampled<ClientResult> result) implements MemberFate {

        public Finished {
            Objects.requireNonNull(result, "result");
        }

        @Override
        public Optional<Finished> finished() {
            return Optional.of(this);
        }
    }

    /**
     * The member did not finish.
     *
     * @param detail why, for people
     */
    record Unfinished(String name, int connections, Cause cause, String detail) implements MemberFate {

        public Unfinished {
            Objects.requireNonNull(detail, "detail");
        }

        @Override
        public Optional<Unfinished> unfinished() {
            return Optional.of(this);
        }
    }

    /** Why a member did not finish. */
    enum Cause {
        /** It left; its connections are counted as lost. */
        LOST,
        /** It is present but has no result; its connections are counted as lost. */
        FAILED,
        /**
         * It is present but did not send its result in time; its connections are counted as in its last progress report.
         */
        SILENT
    }
}
