package wse.run;

import io.netty.util.Version;
import oshi.SystemInfo;
import oshi.hardware.HardwareAbstractionLayer;
import wse.measure.RunResult.Machine;

/** The machine the client runs on, as the results name it. */
final class Surroundings {

    private Surroundings() {}

    static Machine machine() {
        SystemInfo system = new SystemInfo();
        HardwareAbstractionLayer hardware = system.getHardware();
        return new Machine(
                system.getOperatingSystem().toString(),
                hardware.getProcessor().getProcessorIdentifier().getName().strip(),
                Runtime.getRuntime().availableProcessors(),
                hardware.getMemory().getTotal(),
                Runtime.version().toString(),
                Version.identify().get("netty-common").artifactVersion(),
                null);
    }
}
