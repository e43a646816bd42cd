package wse.run.progress;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Prints a note when a process of the run ends too early. The first three notes each name a process. After that, a
 * single note says that more of them have ended, because all of them may end at once. Thread-safe.
 */
public final class LossNotes implements Consumer<String> {

    private static final int NAMED = 3;

    private final Consumer<String> out;
    private final String what;
    private final AtomicInteger ended = new AtomicInteger();

    /**
     * @param out prints a permanent line
     * @param what the processes, as in {@code server processes}
     */
    public LossNotes(Consumer<String> out, String what) {
        this.out = out;
        this.what = what;
    }

    /** @param loss which process ended, and how */
    @Override
    public void accept(String loss) {
        int before = ended.getAndIncrement();
        if (before < NAMED) {
            out.accept("[wse] note: " + loss);
        } else if (before == NAMED) {
            out.accept("[wse] note: more " + what + " have ended; results.json names all of them");
        }
    }
}
