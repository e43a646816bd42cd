package wse.run;

import io.netty.util.Version;
import java.util.List;
import oshi.SystemInfo;
import oshi.hardware.HardwareAbstractionLayer;
import wse.engine.ClientTls;
import wse.machine.Tuning;
import wse.measure.RunResult;
import wse.measure.RunResult.Machine;
import wse.run.target.Target;

/** Describes the server under test, and the machine of the client, for the results. */
final class Surroundings {

    private Surroundings() {}

    /**
     * Describes the whole machine, and then restricts this process to its half of the cores.
     *
     * @param split the cores of server and client
     */
    static Machine machine(CoreSplit split) {
        int cores = Runtime.getRuntime().availableProcessors();
        CoreSplit inEffect = split.afterRestrictingClient();
        SystemInfo system = new SystemInfo();
        HardwareAbstractionLayer hardware = system.getHardware();
        return new Machine(
                system.getOperatingSystem().toString(),
                hardware.getProcessor().getProcessorIdentifier().getName().strip(),
                cores,
                hardware.getMemory().getTotal(),
                Runtime.version().toString(),
                Version.identify().get("netty-common").artifactVersion(),
                gatlingVersion(),
                Tuning.found(),
                null,
                inEffect.server(),
                inEffect.client());
    }

    /**
     * @param name how the server identifies itself
     * @param leftOut addresses that get no load, each with the reason
     */
    static RunResult.Target server(Target target, String name, List<String> leftOut) {
        return new RunResult.Target(
                target.host(),
                target.port(),
                name,
                target.rssBytes().orElse(null),
                leftOut,
                target.config().tls().on() ? ClientTls.implementation() : null);
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
