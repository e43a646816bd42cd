package wse.preflight;

import static wse.preflight.Finding.failIf;
import static wse.preflight.Finding.warnIf;
import static wse.preflight.Situation.connections;

import java.util.ArrayList;
import java.util.List;
import wse.preflight.MachineLimits.Place;

/** Checks the heap of a process, the memory of the machine, and the number of machines. */
final class MemoryChecks {

    private final Situation situation;
    private final MachineLimits.Memory memory;
    private final Sizing sizing;

    private MemoryChecks(Situation situation) {
        this.situation = situation;
        this.memory = situation.limits().memory();
        this.sizing = situation.sizing();
    }

    static List<Finding> of(Situation situation) {
        MemoryChecks checks = new MemoryChecks(situation);
        List<Finding> findings = new ArrayList<>();
        findings.add(situation.isDerived() ? checks.heapToGive() : checks.heap());
        findings.add(checks.memory());
        if (!situation.needs().deflate().isNone()) {
            findings.add(checks.fullWindows());
        }
        if (situation.needs().layout().agents() > 1) {
            findings.add(checks.agents());
        }
        return findings;
    }

    private Finding heapToGive() {
        return Finding.ok(
                "heap",
                connections(sizing.connectionsPerProcess()) + " x "
                        + situation.constants().clientHeapWithRoom()
                        + " B + 32 MB = " + Situation.megabytes(sizing.heapBytesPerProcess()) + " in each process");
    }

    private Finding heap() {
        ClientHeap heap = situation.needs().heap();
        long each =
                heap.bytesPerConnection() + situation.needs().deflate().client().heap();
        long wanted = memory.heapUsed() + each * sizing.connectionsPerProcess();
        double most = Constants.MOST_OF_HEAP * memory.heapMost();
        long enough = (long) (wanted / Constants.MOST_OF_HEAP) / (1 << 20) + 1;
        return Finding.of(
                "heap",
                failIf(wanted > most),
                connections(sizing.connectionsPerProcess()) + " x " + each + " B of the " + heap.engine() + " engine + "
                        + Situation.megabytes(memory.heapUsed()) + " used now = "
                        + Situation.megabytes(wanted) + ", " + Math.round(100 * Constants.MOST_OF_HEAP)
                        + " % of the heap is " + Situation.megabytes((long) most),
                heap.isGatling()
                        ? "the tier is too large for one Gatling process; use the netty engine"
                        : "give the JVM more heap",
                Cure.option(heap.isGatling() ? "-Dwse.engine=netty" : "-Dgatling.jvmArgs=-Xmx" + enough + "m"));
    }

    private Finding memory() {
        boolean embedded = isEmbedded();
        Constants constants = situation.constants();
        long kernel = constants.kernelBytesPerPair() / (situation.isLocal() ? 1 : 2);
        int processes = sizing.processes() + (embedded ? situation.servers() : 0);
        return Finding.of(
                "memory",
                failIf(sizing.memoryBytes() > memory.usable()),
                connections(situation.share()) + " x (" + kernel + " B kernel + " + constants.clientBytes()
                        + " B client"
                        + (embedded ? " + " + constants.serverBytes() + " B server" : "") + ") + "
                        + Situation.count(processes, "process") + " x " + Situation.megabytes(constants.processBytes())
                        + " = " + Situation.megabytes(sizing.memoryBytes()) + " of "
                        + usable(),
                "make the tier smaller, free memory, or use more machines",
                Cure.agents(sizing.machines() == 1 ? 0 : sizing.machines()));
    }

    /**
     * The arithmetic of {@link #memory()} assumes short messages; the windows grow with the data that goes through
     * them.
     */
    private Finding fullWindows() {
        long client = situation.constants().clientGrowth();
        long server = isEmbedded() ? situation.constants().serverGrowth() : 0;
        long most = sizing.memoryBytes() + (client + server) * situation.share();
        return Finding.of(
                "compression",
                warnIf(most > memory.usable()),
                Situation.megabytes(sizing.memoryBytes()) + " as above + " + connections(situation.share()) + " x "
                        + (isEmbedded() ? "(" + client + " B client + " + server + " B server)" : client + " B client")
                        + " once the windows of permessage-deflate are full = " + Situation.megabytes(most) + " of "
                        + usable(),
                "make the tier smaller, or compress each message on its own",
                Cure.option(
                        "-Dwse.compression=permessage-deflate,client_no_context_takeover,server_no_context_takeover"));
    }

    private boolean isEmbedded() {
        return situation.limits().reach().server() == Place.EMBEDDED;
    }

    private String usable() {
        return Situation.megabytes(memory.usable())
                + (memory.usable() < memory.available() ? " that the container has left" : " available");
    }

    private Finding agents() {
        boolean apart = !situation.isLocal();
        return Finding.of(
                "agents",
                failIf(!apart || !sizing.isEnough()),
                apart
                        ? sizing.agents() + " machines like this one with "
                                + connections(sizing.connectionsPerMachine()) + " on each; at least "
                                + sizing.machines() + " are needed"
                        : sizing.agents() + " machines, one of which also runs the server",
                apart ? "use more machines" : "run the server on a machine of its own",
                apart ? Cure.agents(sizing.machines()) : Cure.option("-Dwse.host=… of that machine"));
    }
}
