package wse.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import wse.measure.RunResult;
import wse.measure.TierResult;
import wse.text.Units;
import wse.text.Words;

/**
 * The findings of all tiers. Findings that differ only in their counts are one sentence, which names the tiers: the highest
 * count is in the sentence itself, and the other counts are beside the names of their tiers. Pure.
 */
final class TierFindings {

    /** More tiers would make the sentence hard to read. */
    private static final int MOST_TIERS = 5;

    /** A whole number by itself, not a part of an address, a name or a decimal number. */
    private static final Pattern COUNT =
            Pattern.compile("(?<![\\w.:,=/-])(?:\\d{1,3}(?:,\\d{3}){1,5}|\\d{1,18})(?![\\w:=/-]|[.,]\\d)");

    private static final Pattern PLURAL = Pattern.compile("s\\b");

    private final RunResult run;
    private final Map<List<String>, List<Found>> byWords = new LinkedHashMap<>();

    private TierFindings(RunResult run) {
        this.run = run;
    }

    private record Found(TierResult tier, String text, List<Long> counts) {

        static Found of(TierResult tier, String text) {
            List<Long> counts = new ArrayList<>();
            Matcher matcher = COUNT.matcher(text);
            while (matcher.find()) {
                counts.add(Long.parseLong(matcher.group().replace(",", "")));
            }
            return new Found(tier, text, counts);
        }

        /** The words around the counts, without plural endings: the same for findings that differ only in counts. */
        List<String> words() {
            return Stream.of(COUNT.split(text, -1))
                    .map(words -> PLURAL.matcher(words).replaceAll(""))
                    .toList();
        }

        long count() {
            return counts.isEmpty() ? 0 : counts.get(0);
        }
    }

    /** The sentences, in the order of the tiers. */
    static List<String> of(RunResult run) {
        TierFindings all = new TierFindings(run);
        Set<String> elsewhere = TierNotes.shownElsewhere(run);
        run.tiers()
                .forEach(tier -> tier.findings().stream()
                        .filter(finding -> !elsewhere.contains(finding))
                        .map(finding -> Found.of(tier, finding))
                        .forEach(found -> all.byWords
                                .computeIfAbsent(found.words(), words -> new ArrayList<>())
                                .add(found)));
        return all.byWords.values().stream().map(all::sentence).toList();
    }

    private String sentence(List<Found> same) {
        Found most = same.stream().max(Comparator.comparingLong(Found::count)).orElseThrow();
        boolean equal = same.stream().allMatch(found -> found.text().equals(most.text()));
        String where = equal && same.size() == run.tiers().size() && same.size() > 1 ? "all tiers" : tiers(most, same);
        return Words.capitalised(most.text()) + " (" + where + ").";
    }

    private String tiers(Found most, List<Found> same) {
        List<String> names = Stream.concat(Stream.of(most), same.stream().filter(found -> found != most))
                .map(found -> name(most, found))
                .toList();
        int more = names.size() - MOST_TIERS;
        return names.stream().limit(MOST_TIERS).collect(Collectors.joining("; "))
                + (more > 0 ? "; and in " + Units.counted(more, "other tier") : "");
    }

    /** The name of a tier, after the counts that are not those of the sentence. */
    private String name(Found most, Found found) {
        String counts = IntStream.range(0, found.counts().size())
                .filter(i -> !found.counts().get(i).equals(most.counts().get(i)))
                .mapToObj(i -> Units.count(found.counts().get(i)))
                .collect(Collectors.joining(" and "));
        return (counts.isEmpty() ? "" : counts + " with ") + TierNotes.label(run, found.tier());
    }
}
