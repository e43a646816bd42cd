package wse.run.live;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import wse.measure.Outcome;
import wse.run.progress.LiveView;
import wse.run.progress.Pace;
import wse.run.progress.ProgressLine;
import wse.text.Plain;
import wse.text.Units;

/** Shows the live line of another run until that run ends. Confined to one thread. */
public final class RunWatch {

    /** Gives up after so many failed readings in a row. Fewer may fail because a machine under load or its network is slow. */
    private static final int PATIENCE = 3;

    /** Waits until the next reading is due. */
    @FunctionalInterface
    public interface Pause {
        void await() throws InterruptedException;
    }

    private final RemoteRun run;
    private final Consumer<String> live;
    private final Consumer<String> say;
    private final Pause pause;
    private Optional<RemoteMoment> last = Optional.empty();
    /** The last line of the current tier. */
    private String shown = "";

    private Optional<Rate> rate = Optional.empty();

    /**
     * How fast connections of one tier become ready.
     *
     * @param connected connections that were ready at the last reading
     */
    private record Rate(String tier, Pace pace, long connected) {

        /** Whether a reading continues the last one; in the next round of a warm-up, there are fewer connections again. */
        boolean continuesWith(RemoteMoment.TierNow now) {
            return tier.equals(now.name()) && now.outcomes().of(Outcome.OK) >= connected;
        }
    }

    /**
     * @param live prints the line that shows the progress, in place of the previous one
     * @param say prints a permanent line
     */
    public RunWatch(RemoteRun run, Consumer<String> live, Consumer<String> say, Pause pause) {
        this.run = run;
        this.live = live;
        this.say = say;
        this.pause = pause;
    }

    /**
     * Shows the run until it ends.
     *
     * @throws RemoteRun.Unreadable if nothing answers at the beginning, or for a while
     */
    public void untilItEnds() throws RemoteRun.Unreadable, InterruptedException {
        show(run.read());
        int failures = 0;
        while (failures < PATIENCE) {
            pause.await();
            try {
                show(run.read());
                failures = 0;
            } catch (RemoteRun.Unreadable e) {
                if (e.isRefused()) {
                    say.accept("[wse] the run has ended: its port is closed; at the last reading, " + ended());
                    return;
                }
                failures++;
                if (failures == PATIENCE) {
                    throw e;
                }
            }
        }
    }

    private void show(RemoteMoment now) {
        if (last.flatMap(RemoteMoment::tier).isPresent() && !tierName(last).equals(tierName(Optional.of(now)))) {
            say.accept(shown);
        }
        last = Optional.of(now);
        shown = Plain.printable(line(now));
        live.accept(shown);
    }

    private static Optional<String> tierName(Optional<RemoteMoment> moment) {
        return moment.flatMap(RemoteMoment::tier).map(RemoteMoment.TierNow::name);
    }

    private String line(RemoteMoment now) {
        return now.tier()
                .map(tier -> line(now, tier))
                .orElseGet(() -> "[wse] " + now.test() + ": no tier at the moment");
    }

    private String line(RemoteMoment now, RemoteMoment.TierNow tier) {
        LiveView.Moment moment = new LiveView.Moment(
                tier.phase(),
                tier.outcomes(),
                connectedPerSecond(tier),
                now.memoryBytes(),
                now.memoryRiseBytes(),
                tier.left());
        return ProgressLine.live(tier.name(), tier.planned(), moment);
    }

    private double connectedPerSecond(RemoteMoment.TierNow tier) {
        long nanos = System.nanoTime();
        long resolved = tier.outcomes().total();
        long connected = tier.outcomes().of(Outcome.OK);
        Optional<Pace> known = rate.filter(last -> last.continuesWith(tier)).map(Rate::pace);
        known.ifPresent(pace -> pace.add(nanos, resolved, connected));
        Pace pace = known.orElseGet(() -> new Pace(nanos, resolved, connected));
        rate = Optional.of(new Rate(tier.name(), pace, connected));
        return known.map(Pace::connectedPerSecond).orElse(0.0);
    }

    private String ended() {
        Map<String, Long> verdicts = last.map(RemoteMoment::verdicts).orElse(Map.of());
        long tiers = verdicts.values().stream().mapToLong(Long::longValue).sum();
        String each = verdicts.entrySet().stream()
                .map(verdict -> verdict.getValue() + " " + verdict.getKey())
                .collect(Collectors.joining(", "));
        return tiers == 0
                ? "no tier was complete"
                : Units.counted(tiers, "tier") + (tiers == 1 ? " was" : " were") + " complete: " + each;
    }
}
