package wse.preflight;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import wse.preflight.Finding.Level;

/** Compares what a run needs with what this machine allows, before the first connection. */
public final class Preflight {

    private Preflight() {}

    /** All comparisons, including the successful ones. Reads the system; opens no connection. */
    public static List<Finding> check(PreflightNeeds needs) {
        return check(needs, ThisMachine.limits(needs));
    }

    /** All comparisons with limits that were read before, or with those of another machine. Pure. */
    public static List<Finding> check(PreflightNeeds needs, MachineLimits limits) {
        Situation situation = Situation.of(needs, limits);
        List<Finding> findings = new ArrayList<>();
        findings.addAll(ProcessChecks.of(situation));
        findings.addAll(PortChecks.of(situation));
        findings.addAll(NetworkChecks.of(situation));
        findings.addAll(MemoryChecks.of(situation));
        findings.addAll(CpuChecks.of(situation));
        return List.copyOf(findings);
    }

    /** Computes what the needs require on such machines: processes, addresses, memory, ramp. Pure. */
    public static Sizing sizing(PreflightNeeds needs, MachineLimits limits) {
        return Situation.of(needs, limits).sizing();
    }

    /** The sentence of the first finding that makes the run impossible. */
    public static Optional<String> firstFailure(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.level() == Level.FAIL)
                .map(Finding::sentence)
                .findFirst();
    }
}
