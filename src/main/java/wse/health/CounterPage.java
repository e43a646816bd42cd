package wse.health;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * The counters on a page in Prometheus' text format 0.0.4 or in OpenMetrics 1.0. Both formats are read in the same
 * tolerant way: a line that is not a sample is skipped, so that the rest of an unusual page can still be read. Only the
 * requested names are kept, because a page may have a hundred thousand others. Immutable.
 */
final class CounterPage {

    /** The last line of an OpenMetrics page. */
    private static final String END = "# EOF";

    /** The most series of one counter; servers have dozens. */
    private static final int MOST_SERIES = 10_000;

    /** The labels of a series that stands for further ones. No server has them, because a label must have a name. */
    private static final Map<String, String> TOO_MANY = Map.of("", "too many");

    /** The latest value of each series, by name and labels. */
    private final Map<String, Map<Map<String, String>, Double>> series = new HashMap<>();

    private CounterPage(String text, Set<String> names) {
        text.lines()
                .takeWhile(line -> !line.stripTrailing().equals(END))
                .flatMap(line -> Sample.parse(line).stream())
                .filter(sample -> names.contains(sample.name()))
                .forEach(this::add);
    }

    /** With too many series, the sum of a counter is unknown. */
    private void add(Sample sample) {
        Map<Map<String, String>, Double> values = series.computeIfAbsent(sample.name(), name -> new HashMap<>());
        if (values.size() < MOST_SERIES || values.containsKey(sample.labels())) {
            values.put(sample.labels(), sample.value());
        } else {
            values.put(TOO_MANY, Double.NaN);
        }
    }

    /** @param names names of the counters to keep */
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
