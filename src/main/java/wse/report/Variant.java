package wse.report;

import java.util.function.Function;
import wse.measure.RunResult;
import wse.measure.TierResult;
import wse.measure.TierShape;
import wse.text.Units;

/**
 * What distinguishes the tiers of a run, besides the number of connections. It is a column of every table, and part of
 * labels.
 */
enum Variant {
    SCHEDULE("Schedule", false, tier -> tier.shape().schedule().label(), " schedule"),
    SIZE(
            "Size",
            true,
            tier -> tier.shape()
                    .flood()
                    .map(flood -> Units.bytes((long) flood.payloadBytes()))
                    .orElse(""),
            ""),
    FORMAT(
            "Format",
            false,
            tier -> tier.shape().flood().map(TierShape.Flood::label).orElse(""),
            "");

    private final String column;
    private final boolean figure;
    private final Function<TierResult, String> label;
    private final String noun;

    Variant(String column, boolean figure, Function<TierResult, String> label, String noun) {
        this.column = column;
        this.figure = figure;
        this.label = label;
        this.noun = noun;
    }

    static Variant of(RunResult run) {
        return TestReport.of(run).variant();
    }

    Table.Column column() {
        return new Table.Column(column, figure);
    }

    /** Empty if it does not apply. */
    String of(TierResult tier) {
        return label.apply(tier);
    }

    /** The same with its noun, for a label that has no column title beside it. */
    String inLabels(TierResult tier) {
        return of(tier).isEmpty() ? "" : of(tier) + noun;
    }
}
