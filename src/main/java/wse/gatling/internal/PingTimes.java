package wse.gatling.internal;

import java.time.Duration;
import wse.plan.HoldPlan;
import wse.plan.PingPlan;
import wse.plan.StormPlan;
import wse.plan.TierPlan;

/** What a plan says of its pings, seen from one virtual user: how many, when, and which is the last word. Pure. */
record PingTimes(TierPlan plan) {

    /** Pings of one connection, the one at the end of a hold included. */
    int count() {
        if (plan instanceof PingPlan ping) {
            return ping.pings();
        } else if (plan instanceof HoldPlan hold) {
            return hold.pings() + 1;
        }
        return 0;
    }

    /** Whether pings have intended times of their own, instead of following the last pong. */
    boolean areScheduled() {
        return plan instanceof HoldPlan || plan instanceof PingPlan ping && ping.isOpen();
    }

    /** When ping {@code number} (from 0) of a connection is intended, in nanoseconds after the barrier. */
    long intendedNanos(int connection, int number) {
        if (plan instanceof PingPlan ping) {
            return ping.schedule(connection).intendedNanos(number);
        } else if (plan instanceof HoldPlan hold) {
            return isLastOfHold(number)
                    ? hold.hold().toNanos() + hold.rollCallNanos(connection)
                    : hold.schedule(connection).intendedNanos(number);
        }
        throw new IllegalStateException("a plan without pings has no ping schedule: plan=" + plan);
    }

    /** Whether the answer to this ping says that the connection was held. */
    boolean isLastOfHold(int number) {
        return plan instanceof HoldPlan hold && number == hold.pings();
    }

    /** After which a ping counts as unanswered; zero for a plan without pings. */
    Duration timeout() {
        if (plan instanceof PingPlan ping) {
            return ping.pongTimeout();
        } else if (plan instanceof HoldPlan hold) {
            return hold.pongTimeout();
        }
        return Duration.ZERO;
    }

    /** Planned pings that a connection lost after {@code sent} of them leaves unsent; that of the hold's end is none. */
    int unsent(int sent) {
        int planned = plan instanceof HoldPlan hold ? hold.pings() : count();
        return Math.max(0, planned - sent);
    }

    /** Whether connects are the test and have intended times: a storm at a rate. */
    boolean connectsAreScheduled() {
        return plan instanceof StormPlan && plan.ramp().connectsPerSecond() > 0;
    }

    /** Whether there is any schedule whose intended times can be missed. */
    boolean anythingIsScheduled() {
        return areScheduled() || connectsAreScheduled();
    }
}
