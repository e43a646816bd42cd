package wse.report;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import wse.config.Settings;
import wse.measure.RunResult;
import wse.measure.Verdict;

/**
 * What a list of runs and their trends show of one run. It does not keep the run's histograms, because there may be
 * hundreds of runs. Immutable.
 *
 * @param id its directory
 * @param name the name that the user gave it; empty if it has none
 * @param test the name of its test ({@link RunSet#test}), which differs between the engines of a suite
 * @param result its most important figure, with the figure's name
 * @param lines its figures by tier
 */
record KeptRun(
        String id,
        Optional<String> name,
        String test,
        Instant startedAt,
        String result,
        Verdict verdict,
        Map<String, Line> lines) {

    /** The figures of one tier, each the median of its complete rounds, and the worst verdict on them. */
    record Line(Map<ComparedFigure, Double> figures, Verdict verdict) {}

    static KeptRun of(String id, RunResult run) {
        return new KeptRun(
                id,
                name(run),
                RunSet.test(run),
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

    /** The worst verdict of its tiers, apart from short storms that are not quoted. */
    private static Verdict verdict(RunResult run) {
        return run.incomplete().isPresent()
                ? Verdict.INCOMPLETE
                : Figures.verdict(run.tiers()).orElse(Verdict.INCOMPLETE);
    }

    private static Map<String, Line> lines(RunResult run) {
        Repeats repeats = Repeats.ofRuns(List.of(run));
        Map<String, Line> lines = new LinkedHashMap<>();
        repeats.values()
                .forEach((key, median) -> lines.computeIfAbsent(
                                key.tier(), tier -> new Line(new LinkedHashMap<>(), verdict(run, repeats, tier)))
                        .figures()
                        .put(key.figure(), median[0]));
        return lines;
    }

    /** @param tier empty for the figures of the whole run */
    private static Verdict verdict(RunResult run, Repeats repeats, String tier) {
        return tier.isEmpty()
                ? verdict(run)
                : Figures.verdict(repeats.tiers().get(tier)).orElse(Verdict.INCOMPLETE);
    }
}
