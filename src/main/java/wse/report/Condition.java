package wse.report;

/**
 * One condition that a run must meet, applied to one tier or to the whole run.
 *
 * @param rule the setting with its value, as in {@code wse.maxP99=50ms}, or what else every tier must meet
 * @param about the name of the tier; {@code run} for a condition of the whole run
 * @param complaint why it is not met: the rule, the value, and the remedy, without a full stop; empty if it is met
 */
public record Condition(String rule, String about, String complaint) {

    static final String WHOLE_RUN = "run";

    static Condition met(String rule, String about) {
        return new Condition(rule, about, "");
    }

    public boolean isMet() {
        return complaint.isEmpty();
    }
}
