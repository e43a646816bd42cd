package wse.cluster;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Objects;
import wse.measure.ClientResult;
import wse.measure.Sampled;

/** How the work on a member's share of a tier ended. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(name = "measured", value = ShareEnd.Measured.class),
    @JsonSubTypes.Type(name = "left", value = ShareEnd.Left.class),
    @JsonSubTypes.Type(name = "failed", value = ShareEnd.Failed.class)
})
sealed interface ShareEnd {

    /** The consequence for the tier. */
    MemberFate fate(String name, int connections);

    /** The same end of a member that leaves before the end of the tier. */
    ShareEnd ofLeaving(String reason);

    /** There is no result that counts. */
    sealed interface Uncounted extends ShareEnd {

        /** Why, for people. */
        String reason();

        @Override
        default MemberFate fate(String name, int connections) {
            return MemberFate.failed(name, connections, reason());
        }
    }

    /** It was carried out, or stopped by the coordinator; its measurements count. */
    record Measured(Sampled<ClientResult> result) implements ShareEnd {

        public Measured {
            Objects.requireNonNull(result, "result");
        }

        @Override
        public MemberFate fate(String name, int connections) {
            return new MemberFate.Finished(name, connections, result);
        }

        @Override
        public ShareEnd ofLeaving(String reason) {
            return new Left(result, reason);
        }
    }

    /**
     * The member leaves before the end of the tier.
     *
     * @param soFar the measurements so far, which do not count
     */
    record Left(Sampled<ClientResult> soFar, String reason) implements Uncounted {

        public Left {
            Objects.requireNonNull(soFar, "soFar");
            Objects.requireNonNull(reason, "reason");
        }

        @Override
        public ShareEnd ofLeaving(String other) {
            return new Left(soFar, other);
        }
    }

    /** Nothing was measured. */
    record Failed(String reason) implements Uncounted {

        public Failed {
            Objects.requireNonNull(reason, "reason");
        }

        @Override
        public ShareEnd ofLeaving(String other) {
            return reason.equals(other) ? this : new Failed(other + "; nothing was measured: " + reason);
        }
    }
}
