package wse.run;

import wse.config.Config;

/** Holds the run's needs against the machine's limits, before anything is started. */
final class MachineCheck {

    private MachineCheck() {}

    static void require(Config config) {}
}
