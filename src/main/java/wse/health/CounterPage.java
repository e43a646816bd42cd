package wse.health;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * The counters on a page in Prometheus' text format 0.0.4 or in OpenMetrics 1.0. Both formats are read in the same
 * tolerant way: a line that is not a sample is skipped, so that the rest of an unusual page can still be read. Only the
 * requested names are kept, because a page may have a hundred thousand others. Immutable once parsed.
 */
final class CounterPage {

    /** The last line of an OpenMetrics page. */
    private static final String END = "# EOF";

    /** The most lines that are parsed; the counters of a server have dozens of series. */
    private static final int MOST_LINES = 100_000;

    /** The latest value of each series, by name and labels. */
    private final Map<String, Map<Map<String, String>, Double>> series = new HashMap<>();

    /** Lines that mention one of the counters. */
    private int lines;

    private CounterPage(String text, Set<String> names) {
        List<String> wanted = List.copyOf(names);
        text.lines()
                .takeWhile(line -> !line.stripTrailing().equals(END))
                .filter(line -> mentions(line, wanted))
                .forEach(line -> add(line, names));
    }

    /** Whether a line is worth parsing: a page may have millions of others. */
    private static boolean mentions(String line, List<String> names) {
        for (int i = 0; i < names.size(); i++) {
            if (line.contains(names.get(i))) {
                return true;
            }
        }
        return false;
    }

    private void add(String line, Set<String> names) {
        lines++;
        if (lines > MOST_LINES) {
            throw new IllegalArgumentException("more than " + MOST_LINES + " lines mention its counters");
        }
        Sample.parse(line)
                .filter(sample -> names.contains(sample.name()))
                .ifPresent(sample -> series.computeIfAbsent(sample.name(), name -> new HashMap<>())
                        .put(sample.labels(), sample.value()));
    }

    /**
     * @param names names of the counters to keep
     * @throws IllegalArgumentException if there are too many lines about them
     */
    static CounterPage parse(String text, Set<String> names) {
        return new CounterPage(text, names);
    }

    /** Whether none of the requested counters has a number on the page. */
    boolean isEmpty() {
        return series.keySet().stream().noneMatch(this::isReadable);
    }

    /**
     * The sum of a counter over its labels. Empty if the page does not have it, or if one of the values is not a count: a sum
     * without that value would be wrong.
     */
    OptionalDouble sum(String name) {
        return isReadable(name) ? OptionalDouble.of(total(name)) : OptionalDouble.empty();
    }

    private double total(String name) {
        return series.get(name).values().stream()
                .mapToDouble(Double::doubleValue)
                .sum();
    }

    /** Names of the counters that are on the page, but not with numbers that can be counts. */
    List<String> unreadable() {
        return series.keySet().stream()
                .filter(name -> !isReadable(name))
                .sorted()
                .toList();
    }

    private boolean isReadable(String name) {
        return series.containsKey(name)
                && series.get(name).values().stream().allMatch(CounterPage::isCount)
                && isCount(total(name));
    }

    private static boolean isCount(double value) {
        return value >= 0 && value < Double.POSITIVE_INFINITY;
    }
}
