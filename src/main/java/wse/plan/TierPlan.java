package wse.plan;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** What one tier is to do, as an immutable value. Carried out by the {@code load} room. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(name = "storm", value = StormPlan.class),
    @JsonSubTypes.Type(name = "ping", value = PingPlan.class),
    @JsonSubTypes.Type(name = "hold", value = HoldPlan.class),
    @JsonSubTypes.Type(name = "flood", value = FloodPlan.class),
    @JsonSubTypes.Type(name = "limit-step", value = LimitStep.class)
})
public sealed interface TierPlan permits StormPlan, PingPlan, HoldPlan, FloodPlan, LimitStep {

    Ramp ramp();

    /** The same with another ramp. */
    TierPlan withRamp(Ramp ramp);

    /**
     * This plan over several members, one element for each. Together they do what this plan does: the same connections
     * with the same intended times. Fewer elements than members where some would have nothing to do.
     *
     * @throws IllegalStateException if this is already a part
     */
    default List<TierPlan> split(int members) {
        return ramp().split(members).stream().map(this::withRamp).toList();
    }

    /** Connections of this plan's share. */
    default int connections() {
        return ramp().connections();
    }
}
