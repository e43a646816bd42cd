package wse.report;

import java.util.function.Function;
import wse.config.Format;
import wse.measure.RunResult;
import wse.measure.TierResult;
import wse.text.Units;

/** What, besides the number of connections, tells the tiers of a run apart: a column of every table, and of labels. */
enum Variant {
    SCHEDULE("Schedule", false, tier -> tier.shape().schedule()),
    SIZE("Size", true, tier -> sizeOf(tier)),
    FORMAT("Format", false, tier -> formatOf(tier));

    private final String column;
    private final boolean figure;
    private final Function<TierResult, String> label;

    Variant(String column, boolean figure, Function<TierResult, String> label) {
        this.column = column;
        this.figure = figure;
        this.label = label;
    }

    static Variant of(RunResult run) {
        return switch (run.test()) {
            case Floods.SIZE_MATRIX -> SIZE;
            case Floods.FORMAT_COMPARISON -> FORMAT;
            default -> SCHEDULE;
        };
    }

    Table.Column column() {
        return new Table.Column(column, figure);
    }

    /** Empty where it does not apply. */
    String of(TierResult tier) {
        String text = label.apply(tier);
        return text == null ? "" : text;
    }

    private static String formatOf(TierResult tier) {
        Format format = tier.shape().format();
        return format == null ? null : format.label();
    }

    private static String sizeOf(TierResult tier) {
        Integer bytes = tier.shape().payloadBytes();
        return bytes == null ? null : Units.bytes((long) bytes);
    }
}
