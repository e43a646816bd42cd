package wse.run;

import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import wse.measure.RequestSamples;
import wse.run.limit.Limit;
import wse.run.progress.Narrator;
import wse.run.watch.Threads;
import wse.text.Units;

/**
 * Saves the results of a run after each tier, so that a process that is killed loses at most the current tier. May be
 * called on any thread; the files are written on a thread of their own.
 */
record Checkpoint(RunMemory memory, RunReports reports, Agenda agenda, Narrator narrator) {

    /** Completes when the results so far have been saved, or could not be saved. */
    CompletableFuture<Void> save() {
        return CompletableFuture.runAsync(this::write, Threads::startSaving);
    }

    /** Requests for Gatling's report that show whether the results so far meet the thresholds of the run. */
    List<RequestSamples> thresholds() {
        return reports.thresholds(measured());
    }

    private RunReports.Measured measured() {
        return new RunReports.Measured(
                memory.warmUp(), memory.tiers(), agenda.limit().map(Limit::connectionLimit));
    }

    private void write() {
        RunReports.Measured measured = measured();
        reports.save(measured, underWay(measured.tiers().size()))
                .ifPresent(failure -> narrator.say(
                        "[wse] note: " + failure + ". The run continues, and tries again after the next tier"));
    }

    private String underWay(int ended) {
        OptionalInt planned = agenda.planned();
        return "when these results were saved, it was still running and "
                + (planned.isPresent()
                        ? ended + " of " + Units.counted(planned.getAsInt(), "tier") + " had ended"
                        : Units.counted(ended, "step") + " had ended")
                + "; if it is not running now, it was killed or could not write its results";
    }
}
