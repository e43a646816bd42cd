package wse.run.notes;

import java.util.List;
import wse.dialect.Dialect;
import wse.measure.Outcome;
import wse.measure.OutcomeCounts;
import wse.run.tiers.Tier;

/** Warns if connections may have ended because the messages were too long for the server. Pure. */
public final class SizeNote {

    private SizeNote() {}

    /** A sentence about such a tier; empty for all others. */
    public static List<String> of(Tier tier, Dialect dialect, OutcomeCounts outcomes) {
        boolean ended = outcomes.of(Outcome.OK) < outcomes.total();
        return tier
                .shape()
                .flood()
                .filter(flood -> ended)
                .flatMap(flood -> dialect.tooLongNote(flood.payloadBytes()))
                .stream()
                .toList();
    }
}
