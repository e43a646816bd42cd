package wse.fuzz;

import java.util.Objects;

/** Assertions of fuzz targets. They are called millions of times, so they build a message only if they fail. */
public final class Property {

    private Property() {}

    public static void holds(boolean holds, String property) {
        if (!holds) {
            throw new AssertionError(property);
        }
    }

    public static void same(String property, Object expected, Object actual) {
        if (!Objects.equals(expected, actual)) {
            throw new AssertionError(property + "\nexpected: " + expected + "\n but was: " + actual);
        }
    }
}
