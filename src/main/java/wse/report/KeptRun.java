package wse.report;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import wse.config.Settings;
import wse.config.TestKind;
import wse.measure.RunResult;
import wse.measure.TierResult;
import wse.measure.Verdict;

/**
 * What a list of runs and their trends show of one run. It does not keep the run's histograms, because there may be
 * hundreds of runs. Immutable.
 *
 * @param id its directory
 * @param name the name that the user gave it; empty if it has none
 * @param result its most important figure, with the figure's name
 * @param lines its figures by tier
 */
record KeptRun(
        String id,
        Optional<String> name,
        TestKind test,
        Instant startedAt,
        String result,
        Verdict verdict,
        Map<String, Line> lines) {

    /** The figures of one tier, and the verdict on them. */
    record Line(Map<ComparedFigure, Double> figures, Verdict verdict) {}

    static KeptRun of(String id, RunResult run) {
        return new KeptRun(
                id,
                name(run),
                run.test(),
                run.startedAt(),
                Hero.of(run).stream()
                        .findFirst()
                        .map(hero -> hero.label() + " " + hero.value())
                        .orElse(""),
                verdict(run),
                lines(run));
    }

    /** The name that the user gave a run. */
    static Optional<String> name(RunResult run) {
        return Optional.ofNullable(run.config().get(Settings.NAME.key())).filter(name -> !name.isEmpty());
    }

    /** The worst verdict of its tiers. */
    private static Verdict verdict(RunResult run) {
        Stream<Verdict> tiers = run.tiers().stream().map(TierResult::verdict);
        return run.incomplete().isPresent() || run.tiers().isEmpty()
                ? Verdict.INCOMPLETE
                : tiers.max(Verdict::compareTo).orElseThrow();
    }

    private static Map<String, Line> lines(RunResult run) {
        Map<String, Line> lines = new LinkedHashMap<>();
        if (run.connectionLimit().isPresent()) {
            lines.put("", new Line(ComparedFigure.of(run), verdict(run)));
        } else {
            run.tiers()
                    .forEach(tier -> lines.putIfAbsent(
                            TierNotes.label(run, tier), new Line(ComparedFigure.of(tier), tier.verdict())));
        }
        return lines;
    }
}
