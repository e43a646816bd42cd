package wse.load;

import java.util.List;
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

    /** @param window compresses the messages, unless it is {@link CommonWindow#NONE} */
    static FloodSetup of(FloodPlan plan, Dialect dialect, LiveOutcomes live, CommonWindow window) {
        FloodMessages messages = messages(plan.flow(), dialect, window);
        return new FloodSetup(plan, messages, System.nanoTime(), live);
    }

    private static FloodMessages messages(Flow flow, Dialect dialect, CommonWindow window) {
        List<Payload> all = dialect.floodMessages(flow.format(), flow.jsonBytes());
        Payload message = all.get(0);
        return switch (flow.direction()) {
            case OUT ->
                all.size() == 1
                        ? FloodMessages.same(message, window)
                        : FloodMessages.several(all, perWrite(flow, all), window);
            case IN -> FloodMessages.repeated(message, dialect, flow, window);
            case ECHO ->
                all.size() == 1
                        ? FloodMessages.echoed(message, dialect, flow, window)
                        : FloodMessages.echoed(all, flow, window);
        };
    }

    /** Frames per write, according to the plan. */
    int framesPerWrite() {
        return perWrite(plan.flow(), messages.all());
    }

    private static int perWrite(Flow flow, List<Payload> messages) {
        int longest = messages.stream().mapToInt(Payload::length).max().orElseThrow();
        return flow.framesPerWrite().frames(FrameBlock.framesPerBlock(longest));
    }

    /** When sending stops. */
    long endNanos() {
        return startNanos + TimeUnit.NANOSECONDS.convert(plan.duration());
    }
}
