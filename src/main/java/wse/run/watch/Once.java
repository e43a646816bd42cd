package wse.run.watch;

import java.util.function.Supplier;

/**
 * A value that is computed only once, when it is first requested. Thread-safe.
 *
 * @param <T> type of the value
 */
final class Once<T> implements Supplier<T> {

    private Supplier<T> source;

    /** @param source computes the value */
    Once(Supplier<T> source) {
        this.source = source;
    }

    @Override
    public synchronized T get() {
        T value = source.get();
        source = () -> value;
        return value;
    }
}
