package wse.load;

import java.util.concurrent.TimeUnit;
import wse.dialect.Dialect;
import wse.dialect.Payload;
import wse.engine.FrameBlock;
import wse.plan.FloodPlan;

/** What the event loops of one flood have in common. Immutable. */
record FloodSetup(FloodPlan plan, Payload message, long startNanos) {

    static FloodSetup of(FloodPlan plan, Dialect dialect) {
        Payload message = dialect.floodMessage(plan.flow().format(), plan.flow().jsonBytes());
        return new FloodSetup(plan, message, System.nanoTime());
    }

    /** Frames per write, according to the plan. */
    int framesPerWrite() {
        return plan.flow().framesPerWrite().frames(FrameBlock.framesPerBlock(message.length()));
    }

    /** When sending stops. */
    long endNanos() {
        return startNanos + TimeUnit.NANOSECONDS.convert(plan.duration());
    }
}
