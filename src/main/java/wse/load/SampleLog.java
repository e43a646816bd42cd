package wse.load;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import wse.measure.Outcome;
import wse.measure.RequestSamples;

/**
 * Remembers single requests for Gatling's report: when each began, how long it took, how it ended. Holds up to a fixed
 * number and counts the rest; the histograms hold all. Confined to one event loop until the tier's end.
 */
final class SampleLog {

    /** Per event loop; 18 MB when full. */
    static final int MAX_SAMPLES = 1_000_000;

    private final String requestName;
    private final int most;
    private long[] startNanos = new long[256];
    private long[] tookMicros = new long[256];
    private short[] outcomeIndex = new short[256];
    private final List<Outcome> outcomes = new ArrayList<>();
    private int size;
    private long leftOut;

    SampleLog(String requestName) {
        this(requestName, MAX_SAMPLES);
    }

    SampleLog(String requestName, int most) {
        this.requestName = requestName;
        this.most = most;
    }

    void add(long start, long end, Outcome outcome) {
        if (size == most) {
            leftOut++;
            return;
        }
        if (size == startNanos.length) {
            grow();
        }
        startNanos[size] = start;
        tookMicros[size] = (end - start) / 1_000;
        outcomeIndex[size++] = (short) indexOf(outcome);
    }

    private int indexOf(Outcome outcome) {
        int index = outcomes.indexOf(outcome);
        if (index < 0) {
            outcomes.add(outcome);
            return outcomes.size() - 1;
        }
        return index;
    }

    private void grow() {
        int capacity = Math.min(most, size * 2);
        startNanos = Arrays.copyOf(startNanos, capacity);
        tookMicros = Arrays.copyOf(tookMicros, capacity);
        outcomeIndex = Arrays.copyOf(outcomeIndex, capacity);
    }

    /** What was remembered. The log must not be written to any more. */
    RequestSamples samples() {
        long toMillis = System.currentTimeMillis() - System.nanoTime() / 1_000_000;
        long[] startMillis = new long[size];
        Arrays.setAll(startMillis, i -> startNanos[i] / 1_000_000 + toMillis);
        Outcome[] ended = new Outcome[size];
        Arrays.setAll(ended, i -> outcomes.get(outcomeIndex[i]));
        return new RequestSamples(requestName, startMillis, Arrays.copyOf(tookMicros, size), ended);
    }

    /** Requests past the most that are remembered. */
    long leftOut() {
        return leftOut;
    }
}
