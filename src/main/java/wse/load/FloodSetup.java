package wse.load;

import java.util.concurrent.TimeUnit;
import wse.dialect.Dialect;
import wse.dialect.Payload;
import wse.engine.FrameBlock;
import wse.measure.LiveOutcomes;
import wse.plan.FloodPlan;
import wse.plan.Flow;

/**
 * What the event loops of one flood have in common.
 *
 * @param live receives counts as they happen
 */
record FloodSetup(FloodPlan plan, FloodMessages messages, long startNanos, LiveOutcomes live) {

    static FloodSetup of(FloodPlan plan, Dialect dialect, LiveOutcomes live) {
        FloodMessages messages = messages(plan.flow(), dialect);
        return new FloodSetup(plan, messages, System.nanoTime(), live);
    }

    private static FloodMessages messages(Flow flow, Dialect dialect) {
        Payload message = dialect.floodMessage(flow.format(), flow.jsonBytes());
        return switch (flow.direction()) {
            case OUT -> FloodMessages.same(message);
            case IN -> FloodMessages.repeated(message, dialect, flow);
            case ECHO -> FloodMessages.echoed(message, dialect, flow);
        };
    }

    /** Frames per write, according to the plan. */
    int framesPerWrite() {
        return plan.flow().framesPerWrite().frames(FrameBlock.framesPerBlock(messages.length()));
    }

    /** When sending stops. */
    long endNanos() {
        return startNanos + TimeUnit.NANOSECONDS.convert(plan.duration());
    }
}
