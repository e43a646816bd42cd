package wse.report;

import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import wse.config.SuiteProfile;
import wse.config.SuiteSettings;
import wse.config.SuiteTest;
import wse.measure.RunResult;
import wse.measure.TierResult;

/**
 * The results of one suite.
 *
 * @param id empty if the runs do not belong to a suite
 * @param profile empty if the runs do not belong to a suite
 * @param refusals why tests could not start
 * @param runs the newest run of each test; tests without results are missing
 */
record Suite(
        String id, Optional<SuiteProfile> profile, Map<SuiteTest, RunResult> runs, Map<SuiteTest, String> refusals) {

    Suite {
        Map<SuiteTest, RunResult> copy = new EnumMap<>(SuiteTest.class);
        copy.putAll(runs);
        runs = Collections.unmodifiableMap(copy);
        refusals = Map.copyOf(refusals);
    }

    /**
     * A suite of these runs. If a test has several, the newest one counts.
     *
     * @throws IllegalArgumentException without a run
     */
    static Suite of(List<RunResult> results) {
        return of(results, Map.of());
    }

    /** @param refusals why tests could not start */
    static Suite of(List<RunResult> results, Map<SuiteTest, String> refusals) {
        if (results.isEmpty()) {
            throw new IllegalArgumentException("a suite must have at least one run: there are no results");
        }
        Map<SuiteTest, RunResult> runs = new EnumMap<>(SuiteTest.class);
        results.stream()
                .sorted(Comparator.comparing(RunResult::startedAt))
                .forEach(run -> test(run).ifPresent(test -> runs.put(test, run)));
        return new Suite(
                setting(results, SuiteSettings.SUITE_ID.key()).orElse(""),
                setting(results, SuiteSettings.SUITE.key()).flatMap(SuiteProfile::of),
                runs,
                refusals);
    }

    private static Optional<String> setting(List<RunResult> results, String key) {
        return results.stream()
                .flatMap(run -> Stream.ofNullable(run.config().get(key)))
                .findFirst();
    }

    /** By the simulation; a simulation of the user's own counts as the test that it carries out. */
    private static Optional<SuiteTest> test(RunResult run) {
        return Optional.ofNullable(run.simulation())
                .flatMap(SuiteTest::of)
                .or(() -> SuiteTest.of(run.test().simulation()));
    }

    Optional<RunResult> run(SuiteTest test) {
        return Optional.ofNullable(runs.get(test));
    }

    /** The tiers of a test, each with its rounds merged; empty if the test has no results. */
    List<TierResult> tiers(SuiteTest test) {
        return run(test).map(run -> Rounds.merged(run.tiers())).orElse(List.of());
    }

    /** All tiers of all tests, in all their rounds. */
    Stream<TierResult> allTiers() {
        return runs.values().stream().flatMap(run -> run.tiers().stream());
    }

    /** The run that was started first; its machine is that of the suite. */
    RunResult first() {
        return runs.values().stream()
                .min(Comparator.comparing(RunResult::startedAt))
                .orElseThrow();
    }

    Instant startedAt() {
        return first().startedAt();
    }

    /** The tests that have no results. */
    List<SuiteTest> missing() {
        return Stream.of(SuiteTest.values())
                .filter(test -> !runs.containsKey(test))
                .toList();
    }
}
