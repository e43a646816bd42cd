package wse.run;

import java.net.InetSocketAddress;
import java.util.List;
import wse.config.BadInputException;
import wse.config.Config;
import wse.config.EngineKind;
import wse.preflight.ClientHeap;
import wse.preflight.Finding;
import wse.preflight.Preflight;
import wse.preflight.PreflightNeeds;

/** Holds a run's needs against the machine's limits, before anything is started. */
final class MachineCheck {

    private MachineCheck() {}

    /**
     * Prints what may hurt the figures.
     *
     * @throws BadInputException for the first limit that rules the run out
     */
    static void require(Config config, InetSocketAddress target) {
        List<Finding> findings = Preflight.check(needs(config, target));
        Preflight.firstFailure(findings).ifPresent(sentence -> {
            throw new BadInputException("this machine must have room for the largest tier: " + sentence);
        });
        findings.stream()
                .filter(finding -> finding.level() == Finding.Level.WARN)
                .forEach(finding -> System.out.println("[wse] note: " + finding.sentence()));
    }

    private static PreflightNeeds needs(Config config, InetSocketAddress target) {
        return PreflightNeeds.of(
                config.tiers(),
                config.warmUp(),
                config.connect().window(),
                config.connect().sourceAddresses(),
                target,
                config.engine() == EngineKind.NETTY ? ClientHeap.NETTY : ClientHeap.GATLING);
    }
}
