package wse;

import io.netty.util.ResourceLeakDetector;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Netty's leak detector, which keeps what it finds for {@link LeakCheck} instead of only logging it. The tests' JVMs are
 * started with {@code -Dio.netty.customResourceLeakDetector}. Thread-safe.
 */
public final class LeakRecorder<T> extends ResourceLeakDetector<T> {

    private static final String OUR_CODE = "\twse.";
    private static final Queue<String> FOUND = new ConcurrentLinkedQueue<>();

    /** Called by Netty. */
    public LeakRecorder(Class<?> resource, int samplingInterval) {
        super(resource, samplingInterval);
    }

    /** Netty logs an error if this constructor is missing. */
    public LeakRecorder(Class<?> resource, int samplingInterval, @SuppressWarnings("unused") long maxActive) {
        this(resource, samplingInterval);
    }

    /** The leaks that were found since the last call. */
    static List<String> take() {
        List<String> taken = new ArrayList<>();
        for (String leak = FOUND.poll(); leak != null; leak = FOUND.poll()) {
            taken.add(leak);
        }
        return taken;
    }

    @Override
    protected boolean needReport() {
        return true;
    }

    /**
     * Counts only buffers that our own code has created. Netty's own server, which many tests use, gives its messages to the
     * test, where one may still wait for a timer when the test ends.
     */
    @Override
    protected void reportTracedLeak(String resourceType, String records) {
        if (records.contains(OUR_CODE)) {
            FOUND.add(resourceType + " was not released: " + records);
        }
    }
}
