package wse.run;

import io.netty.util.Version;
import oshi.SystemInfo;
import oshi.hardware.HardwareAbstractionLayer;
import wse.machine.Tuning;
import wse.measure.RunResult.Machine;

/** Describes the machine of the client for the results. */
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
                gatlingVersion(),
                Tuning.found(),
                null);
    }

    /** Null if Gatling is not on the class path, as in the runnable jar. Found by name, because this package must not import Gatling. */
    private static String gatlingVersion() {
        try {
            Class<?> gatling = Class.forName("io.gatling.app.Gatling", false, Surroundings.class.getClassLoader());
            return gatling.getPackage().getImplementationVersion();
        } catch (ClassNotFoundException absent) {
            return null;
        }
    }
}
