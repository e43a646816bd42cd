package wse.cluster;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Objects;
import wse.measure.LiveFigures;
import wse.plan.TierPlan;

/**
 * The messages between coordinator and members. Each may be sent several times: a message is repeated until it is
 * answered, in case it was lost.
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

    /** Calls the member's method for this message; does nothing if it is a message that members send. */
    default void readBy(Follower member) {}

    /** Calls the coordinator's method for this message; does nothing if it is a message that coordinators send. */
    default void readBy(Leader coordinator) {}

    /** What a member does with each message of its coordinator. Each new kind of message adds a method. */
    interface Follower {

        void announced(Announce message);

        void asked(Ask message);

        void ordered(Order message);

        void released(Go message);

        void stopped(Stop message);

        void stored(Stored message);

        void over(Over message);
    }

    /** What a coordinator does with each message of a member. Each new kind of message adds a method. */
    interface Leader {

        void greeted(Hello message);

        void answered(Answer message);

        void reached(Reached message);

        void progressed(Progress message);

        void ended(Result message);
    }

    /** A message that only a leader may send. */
    sealed interface Command extends Wire {

        @Override
        void readBy(Follower member);
    }

    /** A message of a member. */
    sealed interface Notice extends Wire {

        @Override
        void readBy(Leader coordinator);
    }

    /** The first point of every tier. */
    String START = "start";

    /** From the coordinator to everybody, repeatedly: I am the coordinator. */
    record Announce(long sentNanos) implements Command {

        @Override
        public void readBy(Follower member) {
            member.announced(this);
        }
    }

    /** A member's answer to {@link Announce}; returns the time stamp of the announcement. */
    record Hello(String name, long sentNanos) implements Notice {

        @Override
        public void readBy(Leader coordinator) {
            coordinator.greeted(this);
        }
    }

    /** From the coordinator to a member, until it is answered: could you carry out this share? */
    record Ask(TierPlan plan, Briefing briefing) implements Command {

        @Override
        public void readBy(Follower member) {
            member.asked(this);
        }
    }

    /** The member's answer to {@link Ask}. */
    record Answer(ShareOutlook outlook) implements Notice {

        @Override
        public void readBy(Leader coordinator) {
            coordinator.answered(this);
        }
    }

    /** From the coordinator to a member: prepare to carry out this share. Answered by {@code Reached(START)}. */
    record Order(String tier, TierPlan plan, Briefing briefing) implements Command {

        @Override
        public void readBy(Follower member) {
            member.ordered(this);
        }
    }

    /** From a member to the coordinator: I have reached this point. Answered by {@link Go} when all members have. */
    record Reached(String tier, String point) implements Notice {

        @Override
        public void readBy(Leader coordinator) {
            coordinator.reached(this);
        }
    }

    /**
     * From the coordinator to a member: continue.
     *
     * @param delayNanos time to wait, so that all members continue at the same time
     */
    record Go(String tier, String point, long delayNanos) implements Command {

        @Override
        public void readBy(Follower member) {
            member.released(this);
        }
    }

    /**
     * From a member to the coordinator, once a second while it changes: my progress. It needs no answer, because the next
     * message replaces it.
     */
    record Progress(String tier, LiveFigures figures) implements Notice {

        public Progress {
            Objects.requireNonNull(figures, "figures");
        }

        @Override
        public void readBy(Leader coordinator) {
            coordinator.progressed(this);
        }
    }

    /** From the coordinator to a member: end your work for this tier. */
    record Stop(String tier, String reason) implements Command {

        @Override
        public void readBy(Follower member) {
            member.stopped(this);
        }
    }

    /** From a member to the coordinator: my work for this tier has ended. Answered by {@link Stored}. */
    record Result(String tier, ShareEnd end) implements Notice {

        public Result {
            Objects.requireNonNull(end, "end");
        }

        @Override
        public void readBy(Leader coordinator) {
            coordinator.ended(this);
        }
    }

    /** From the coordinator to a member: your result has arrived; you need not keep it. */
    record Stored(String tier) implements Command {

        @Override
        public void readBy(Follower member) {
            member.stored(this);
        }
    }

    /** From the coordinator to everybody: there will be no more tiers. */
    record Over() implements Command {

        @Override
        public void readBy(Follower member) {
            member.over(this);
        }
    }
}
