package wse.load;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import wse.measure.Outcome;
import wse.measure.RequestSamples;
import wse.measure.SteadyClock;

/**
 * Remembers individual requests for Gatling's report: when each began, how long it took, and how it ended. Keeps a limited
 * number and counts the rest; the histograms contain all of them. Grows in chunks, so that it copies nothing while requests
 * are running. Confined to one event loop until the end of the tier.
 */
final class SampleLog {

    /** Per event loop; 18 MB when full. */
    static final int MAX_SAMPLES = 1_000_000;

    /** The index of a request that was not kept. */
    static final int LEFT_OUT = -1;

    private static final int CHUNK = 4_096;

    private final String requestName;
    private final int most;
    private final List<Chunk> chunks = new ArrayList<>();
    private final List<Outcome> outcomes = new ArrayList<>();
    private Chunk last = new Chunk(0);
    private int size;
    private long leftOut;

    SampleLog(String requestName) {
        this(requestName, MAX_SAMPLES);
    }

    SampleLog(String requestName, int most) {
        this.requestName = requestName;
        this.most = most;
    }

    /** A log that keeps nothing. */
    static SampleLog none() {
        return new SampleLog("none", 0);
    }

    /** The columns of some consecutive requests. */
    private static final class Chunk {
        final long[] startNanos;
        final long[] tookMicros;
        final short[] outcomeIndex;

        Chunk(int capacity) {
            startNanos = new long[capacity];
            tookMicros = new long[capacity];
            outcomeIndex = new short[capacity];
        }
    }

    /** @return the index of the request, for {@link #amend}; {@link #LEFT_OUT} if it was not kept */
    int add(long start, long end, Outcome outcome) {
        if (size >= (outcome.isOk() ? most : capacity())) {
            leftOut++;
            return LEFT_OUT;
        }
        int slot = size % CHUNK;
        if (slot == 0) {
            last = new Chunk(Math.min(CHUNK, capacity() - size));
            chunks.add(last);
        }
        last.startNanos[slot] = start;
        last.tookMicros[slot] = (end - start) / 1_000;
        last.outcomeIndex[slot] = (short) indexOf(outcome);
        return size++;
    }

    /** Changes the outcome of a request, for example of a connect whose connection was lost later. */
    void amend(int index, Outcome outcome) {
        if (index != LEFT_OUT) {
            chunk(index).outcomeIndex[index % CHUNK] = (short) indexOf(outcome);
        }
    }

    /**
     * Failed requests are kept until there are twice as many, so that a long run cannot hide them from Gatling's
     * assertions.
     */
    private int capacity() {
        return 2 * most;
    }

    private int indexOf(Outcome outcome) {
        int index = outcomes.indexOf(outcome);
        if (index < 0) {
            outcomes.add(outcome);
            return outcomes.size() - 1;
        }
        return index;
    }

    /** The requests that were kept. Nothing must be added afterwards. */
    RequestSamples samples() {
        long[] startMillis = new long[size];
        Arrays.setAll(startMillis, i -> SteadyClock.ofProcess().millisAt(chunk(i).startNanos[i % CHUNK]));
        long[] tookMicros = new long[size];
        Arrays.setAll(tookMicros, i -> chunk(i).tookMicros[i % CHUNK]);
        Outcome[] ended = new Outcome[size];
        Arrays.setAll(ended, i -> outcomes.get(chunk(i).outcomeIndex[i % CHUNK]));
        return new RequestSamples(requestName, startMillis, tookMicros, ended);
    }

    private Chunk chunk(int index) {
        return chunks.get(index / CHUNK);
    }

    /** Requests that were not kept. */
    long leftOut() {
        return leftOut;
    }
}
