package wse.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import wse.config.Config;
import wse.config.Format;
import wse.config.SearchSettings;
import wse.config.Settings;
import wse.config.SuiteProfile;
import wse.config.SuiteTest;
import wse.measure.RunResult;
import wse.measure.TierShape;
import wse.text.Units;
import wse.text.Words;

/** What the published suite has and this one does not, and why. Pure. */
final class SuiteLeftOut {

    private static final Map<SuiteTest, String> PUBLISHED_DURATIONS = Map.of(
            SuiteTest.THROUGHPUT, "10s",
            SuiteTest.SIZES, "5s",
            SuiteTest.FORMATS, "10s",
            SuiteTest.HOLD, "30s");

    /**
     * A property, besides the number of connections, in which the floods of a test differ.
     *
     * @param what the noun for it, in the plural
     * @param key the setting that chooses its values
     * @param name turns a value of that setting into the name of the property's value
     * @param published the names of the values in the published suite
     * @param of returns the name of a flood's value
     */
    private record Kinds(
            SuiteTest test,
            String what,
            String key,
            UnaryOperator<String> name,
            List<String> published,
            Function<TierShape.Flood, String> of) {

        /** A sentence about the values that the test lacks altogether. */
        Optional<String> missing(Suite suite) {
            Set<String> here = suite.tiers(test).stream()
                    .flatMap(tier -> tier.shape().flood().stream())
                    .map(of)
                    .collect(Collectors.toSet());
            List<String> missing =
                    published.stream().filter(known -> !here.contains(known)).toList();
            return suite.run(test).flatMap(run -> missing(suite, run, missing));
        }

        /** Leaves out what an incomplete test had planned to measure: another sentence already says why it is missing. */
        private Optional<String> missing(Suite suite, RunResult run, List<String> missing) {
            Set<String> planned = Stream.of(run.config().getOrDefault(key, "").split(","))
                    .map(name)
                    .collect(Collectors.toSet());
            List<String> leftOut = missing.stream()
                    .filter(known -> run.incomplete().isEmpty() || !planned.contains(known))
                    .toList();
            return leftOut.isEmpty()
                    ? Optional.empty()
                    : Optional.of("These " + what + " were not measured, " + reason(suite, test, run, key, false) + ": "
                            + Words.and(leftOut) + ".");
        }
    }

    private static final Kinds SIZES = new Kinds(
            SuiteTest.SIZES,
            "sizes",
            Settings.SIZES.key(),
            size -> size.matches("[0-9]+") ? SuiteFloodTables.bytes(Integer.parseInt(size)) : size,
            Published.figures().of(SuiteTest.SIZES).get(0).keys().stream()
                    .sorted()
                    .map(SuiteFloodTables::bytes)
                    .toList(),
            flood -> SuiteFloodTables.bytes(flood.payloadBytes()));

    private static final Kinds FORMATS = new Kinds(
            SuiteTest.FORMATS,
            "formats",
            Settings.FORMATS.key(),
            UnaryOperator.identity(),
            Stream.of(Format.values()).map(Format::label).toList(),
            flood -> flood.format().label());

    private SuiteLeftOut() {}

    /** One sentence each. */
    static List<String> of(Suite suite) {
        List<String> sentences = new ArrayList<>();
        missing(suite).ifPresent(sentences::add);
        suite.missing().stream()
                .filter(suite.refusals()::containsKey)
                .forEach(test -> sentences.add(test.title() + " has no results: it could not start: "
                        + suite.refusals().get(test) + "."));
        suite.runs()
                .forEach((test, run) -> run.incomplete()
                        .ifPresent(why -> sentences.add(test.title() + " is INCOMPLETE: " + why + ".")));
        sentences.addAll(tiers(suite));
        SIZES.missing(suite).ifPresent(sentences::add);
        FORMATS.missing(suite).ifPresent(sentences::add);
        durations(suite).ifPresent(sentences::add);
        return sentences;
    }

    /** The tests that have neither results nor a reason for their absence. */
    private static Optional<String> missing(Suite suite) {
        List<String> titles = suite.missing().stream()
                .filter(test -> !suite.refusals().containsKey(test))
                .map(SuiteTest::title)
                .toList();
        return titles.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "These tests have no results, because they have not run, or because they ended before their first tier did: "
                                + String.join("; ", titles) + ".");
    }

    /** The tests whose tiers were left out for the same reason share a sentence. */
    private static List<String> tiers(Suite suite) {
        Map<String, List<String>> byReason = new LinkedHashMap<>();
        suite.runs().forEach((test, run) -> {
            Set<Integer> missing = test.isByGatling() ? new TreeSet<>() : new TreeSet<>(published(test));
            run.tiers().forEach(tier -> missing.remove(tier.shape().connections()));
            Map<String, List<String>> counts = new LinkedHashMap<>();
            missing.forEach(count -> counts.computeIfAbsent(
                            reason(suite, test, run, connections(test), isPlanned(test, run, count)),
                            reason -> new ArrayList<>())
                    .add(Units.count(count)));
            counts.forEach((reason, own) -> byReason.computeIfAbsent(reason, same -> new ArrayList<>())
                    .add(test.kind().title() + " with " + Words.and(own)));
        });
        return byReason.entrySet().stream()
                .map(entry -> "These numbers of connections were not measured, " + entry.getKey() + ": "
                        + String.join("; ", entry.getValue()) + ".")
                .toList();
    }

    /** The numbers of connections; the search for the limit chooses its own steps beyond the doubling ones. */
    private static Set<Integer> published(SuiteTest test) {
        Published.Figures table = Published.figures().of(test).get(0);
        return switch (test) {
            case SIZES ->
                table.columns().stream().skip(1).map(Published::number).collect(Collectors.toSet());
            case LIMIT ->
                table.rows().stream()
                        .filter(row -> row.get(0).equals("Probe"))
                        .map(row -> Published.number(row.get(1)))
                        .collect(Collectors.toSet());
            default -> Set.copyOf(table.keys());
        };
    }

    /** The setting that determines the numbers of connections. */
    private static String connections(SuiteTest test) {
        return test == SuiteTest.LIMIT ? SearchSettings.MAX_CONNECTIONS.key() : Settings.TIERS.key();
    }

    /** Whether the settings of a test call for this number of connections. */
    private static boolean isPlanned(SuiteTest test, RunResult run, int count) {
        String setting = run.config().getOrDefault(connections(test), "");
        return test == SuiteTest.LIMIT
                ? setting.matches("[0-9]+") && count <= Integer.parseInt(setting)
                : List.of(setting.split(",")).contains(String.valueOf(count));
    }

    /** @param planned whether the test should have measured what is missing, according to its settings */
    private static String reason(Suite suite, SuiteTest test, RunResult run, String key, boolean planned) {
        if (key.equals(connections(test)) && run.machine().notCarried() != null) {
            return "because this machine cannot hold " + run.machine().notCarried();
        }
        if (planned && run.incomplete().isPresent()) {
            return "because the test is INCOMPLETE";
        }
        if (Config.chosenInSuite(test, suite.profile(), run.config()).containsKey(key)) {
            return "because of " + key + "=" + run.config().get(key);
        }
        boolean shorter =
                suite.profile().filter(profile -> profile != SuiteProfile.FULL).isPresent();
        return shorter
                ? "because the profile " + suite.profile().orElseThrow().label() + " is shorter than full"
                : "because neither the settings nor the results of the test called for them";
    }

    private static Optional<String> durations(Suite suite) {
        Map<String, String> differing = new LinkedHashMap<>();
        Stream.of(SuiteTest.values())
                .filter(PUBLISHED_DURATIONS::containsKey)
                .forEach(test -> suite.run(test).ifPresent(run -> {
                    String key = test == SuiteTest.HOLD ? Settings.HOLD_DURATION.key() : Settings.DURATION.key();
                    String here = run.config().get(key);
                    String there = PUBLISHED_DURATIONS.get(test);
                    if (here != null && !here.equals(there)) {
                        differing.put(test.kind().title(), here + " instead of " + there);
                    }
                }));
        return differing.isEmpty()
                ? Optional.empty()
                : Optional.of(differing.entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .collect(Collectors.joining(", ", "Durations that differ from the published ones: ", ".")));
    }
}
