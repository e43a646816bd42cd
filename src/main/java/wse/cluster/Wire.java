package wse.cluster;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import wse.measure.OutcomeCounts;
import wse.plan.TierPlan;

/**
 * What coordinator and members say to one another. All of it may be said again, so that what was lost on the way can be
 * repeated until it is answered.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(name = "announce", value = Wire.Announce.class),
    @JsonSubTypes.Type(name = "hello", value = Wire.Hello.class),
    @JsonSubTypes.Type(name = "ask", value = Wire.Ask.class),
    @JsonSubTypes.Type(name = "answer", value = Wire.Answer.class),
    @JsonSubTypes.Type(name = "order", value = Wire.Order.class),
    @JsonSubTypes.Type(name = "reached", value = Wire.Reached.class),
    @JsonSubTypes.Type(name = "go", value = Wire.Go.class),
    @JsonSubTypes.Type(name = "progress", value = Wire.Progress.class),
    @JsonSubTypes.Type(name = "stop", value = Wire.Stop.class),
    @JsonSubTypes.Type(name = "result", value = Wire.Result.class),
    @JsonSubTypes.Type(name = "stored", value = Wire.Stored.class),
    @JsonSubTypes.Type(name = "over", value = Wire.Over.class)
})
sealed interface Wire {

    /** The point that every tier begins with. */
    String START = "start";

    /** Coordinator to everybody, again and again: it is me. */
    record Announce(long sentNanos) implements Wire {}

    /** The answer, with the time that the coordinator sent. */
    record Hello(String name, long sentNanos) implements Wire {}

    /** Coordinator to member, until it is answered: could you carry this out? */
    record Ask(TierPlan plan, Briefing briefing) implements Wire {}

    /** Member to coordinator. */
    record Answer(ShareOutlook outlook) implements Wire {}

    /** Coordinator to member: be ready to carry this out. Answered by {@code Reached(START)}. */
    record Order(String tier, TierPlan plan, Briefing briefing) implements Wire {}

    /** Member to coordinator: I am there. Answered by {@link Go} when all are. */
    record Reached(String tier, String point) implements Wire {}

    /** @param delayNanos to wait, so that near and far members go on at the same time */
    record Go(String tier, String point, long delayNanos) implements Wire {}

    /** Member to coordinator, once a second while it changes: how far I am. Not answered; the next one says it better. */
    record Progress(String tier, OutcomeCounts outcomes) implements Wire {}

    /** Coordinator to member: end what you do for this tier. */
    record Stop(String tier, String reason) implements Wire {}

    /**
     * Member to coordinator; answered by {@link Stored}.
     *
     * @param result what was measured; of one that goes away before the end, so far
     * @param failure why the result does not count; null if it does
     */
    record Result(String tier, ShareResult result, String failure) implements Wire {}

    /** Coordinator to member: the result is here, and need not be kept. */
    record Stored(String tier) implements Wire {}

    /** Coordinator to everybody: there will be no more tiers. */
    record Over() implements Wire {}
}
