package wse.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import wse.text.Units;

/**
 * One condition that a run must meet, applied to one tier or to the whole run.
 *
 * @param rule the setting with its value, as in {@code wse.maxP99=50ms}, or what else every tier must meet
 * @param about the name of the tier; {@code run} for a condition of the whole run
 * @param complaint why it is not met: the rule, the value, and the remedy, without a full stop; empty if it is met
 */
public record Condition(String rule, String about, String complaint) {

    static final String WHOLE_RUN = "run";

    /** The rule that applies to every run: no part of it may be missing. */
    static final String COMPLETE = "complete";

    static Condition met(String rule, String about) {
        return new Condition(rule, about, "");
    }

    /** One condition for each rule that is not met. Of several tiers, the first is named, and the others are counted. */
    public static List<Condition> missed(List<Condition> conditions) {
        Map<String, List<Condition>> byRule = conditions.stream()
                .filter(condition -> !condition.isMet())
                .collect(Collectors.groupingBy(Condition::rule, LinkedHashMap::new, Collectors.toList()));
        return byRule.values().stream()
                .map(all -> all.get(0).withOthers(all.size() - 1))
                .toList();
    }

    private Condition withOthers(int others) {
        return others == 0
                ? this
                : new Condition(rule, about, complaint + " (and " + Units.counted(others, "more case") + ")");
    }

    /** Whether every run must meet it, and not only one whose settings say so. */
    public boolean isOfEveryRun() {
        return rule.equals(COMPLETE);
    }

    public boolean isMet() {
        return complaint.isEmpty();
    }
}
