package wse.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import wse.measure.Messages;
import wse.measure.RunResult;
import wse.measure.TierResult;
import wse.text.Units;

/** The figures at the top of a flood's page. */
final class FloodHeroes {

    private FloodHeroes() {}

    /** The sent rate is that of the tier with the best confirmed rate, not the best sent rate. */
    static List<Hero> of(RunResult run) {
        List<Hero> heroes = new ArrayList<>();
        best(run, Figures::confirmedPerSecond).ifPresent(tier -> addRates(heroes, run, tier));
        best(run, Figures::confirmedBytesPerSecond)
                .ifPresent(tier -> heroes.add(Hero.hero(
                        run,
                        "Best payload rate",
                        Units.gigabytes(Figures.confirmedBytesPerSecond(tier)) + " GB/s",
                        tier)));
        heroes.add(lost(run));
        heroes.add(Hero.failed(run));
        return heroes;
    }

    private static void addRates(List<Hero> heroes, RunResult run, TierResult tier) {
        String confirmed = FloodWords.confirmed(run).toLowerCase(Locale.ROOT);
        heroes.add(Hero.hero(
                run, "Best rate, " + confirmed, Units.big(Figures.confirmedPerSecond(tier)) + " msg/s", tier));
        Double sent = Figures.sentPerSecond(tier);
        if (sent != null) {
            heroes.add(Hero.hero(run, "Sent rate of that tier", Units.big(sent) + " msg/s", tier));
        }
    }

    private static Optional<TierResult> best(RunResult run, Function<TierResult, Double> figure) {
        return run.tiers().stream()
                .filter(tier -> figure.apply(tier) != null && figure.apply(tier) > 0)
                .max(Comparator.comparing(figure));
    }

    private static Hero lost(RunResult run) {
        Messages all =
                run.tiers().stream().map(tier -> tier.measured().messages()).reduce(Messages.NONE, Messages::plus);
        return new Hero("Lost messages", Units.count(all.lost()), "of " + Units.big((double) all.sent()), "");
    }
}
