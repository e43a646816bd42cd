package wse.measure;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The resources that a tier used on the server, and the server's own counters; null for what is unknown. Counters are
 * differences between readings before and after the tier.
 *
 * @param cpuSeconds user and system time of the server's processes on this machine
 * @param rssBytes their resident memory at the end of the tier, while the connections are still open
 * @param received messages it counted as received
 * @param dropped messages it counted as dropped
 * @param accepted connections it counted as accepted
 * @param rejected connections it counted as rejected
 * @param connections connections it counted as open when all connections of the tier were open
 * @param sent messages of floods and echoes it counted as sent
 * @param turnedAway connection attempts that the kernel turned away because of a full accept queue; for all servers on the
 *     machine if the kernel does not count them separately
 * @param descriptorsLeft file descriptors that were still free when all connections were open, in the server process with
 *     the fewest
 * @param coreWaitSeconds total time that threads of its processes on this machine were ready to run but had no core
 * @param coresTakenPercent share of its cores' time that other programs used, including the client, 0 to 100
 * @param coresStolenPercent share of its cores' time that the hypervisor gave to other virtual machines, 0 to 100
 * @param otherPrograms the other programs that used the most CPU while the server lacked it, each with its process id; empty
 *     if it did not lack CPU
 */
public record ServerUsage(
        Double cpuSeconds,
        Long rssBytes,
        Long received,
        Long dropped,
        Long accepted,
        Long rejected,
        Long connections,
        Long sent,
        Long turnedAway,
        Long descriptorsLeft,
        Double coreWaitSeconds,
        Double coresTakenPercent,
        Double coresStolenPercent,
        List<String> otherPrograms) {

    /** Nothing is known of the server. */
    public static final ServerUsage UNKNOWN =
            new ServerUsage(null, null, null, null, null, null, null, null, null, null, null, null, null, List.of());

    /**
     * If a server has more threads than cores, its threads also wait for each other. Up to this share, no other program is
     * to blame.
     */
    private static final double MOST_WAIT_PERCENT = 20;

    private static final double MOST_TAKEN_PERCENT = 10;

    /** Two ticks of the kernel's clock: a server with a CPU time of 0 may have run for up to this long. */
    private static final double LEAST_WAIT_SECONDS = 0.02;

    public ServerUsage {
        otherPrograms = otherPrograms == null ? List.of() : List.copyOf(otherPrograms);
    }

    /** A copy that names the other programs that used a lot of CPU. */
    public ServerUsage withOtherPrograms(List<String> programs) {
        return new ServerUsage(
                cpuSeconds,
                rssBytes,
                received,
                dropped,
                accepted,
                rejected,
                connections,
                sent,
                turnedAway,
                descriptorsLeft,
                coreWaitSeconds,
                coresTakenPercent,
                coresStolenPercent,
                programs);
    }

    /** A copy with changed text in the names of programs. */
    ServerUsage withWords(UnaryOperator<String> words) {
        return withOtherPrograms(otherPrograms.stream().map(words).toList());
    }

    /**
     * Share of the time in which the server wanted a core but had none, 0 to 100; null if unknown, or if that time is
     * too short for the clocks to measure.
     */
    public Double coreWaitPercent() {
        if (cpuSeconds == null || coreWaitSeconds == null) {
            return null;
        }
        boolean tooShort = cpuSeconds == 0 && coreWaitSeconds < LEAST_WAIT_SECONDS;
        return tooShort ? null : Double.valueOf(100 * coreWaitSeconds / (cpuSeconds + coreWaitSeconds));
    }

    /**
     * Whether the server lost its cores to others while it wanted them, so that its figures describe the machine: it waited
     * for cores that other programs used, or the hypervisor took them. A thread of a virtual machine does not notice the
     * latter, so it does not count as waiting.
     */
    public boolean lackedCores() {
        Double waited = coreWaitPercent();
        boolean lostToPrograms = waited != null && waited > MOST_WAIT_PERCENT && isMuch(coresTakenPercent);
        return lostToPrograms || lostToHypervisor();
    }

    /** Whether the hypervisor took so much of the server's cores that its figures describe the machine. */
    public boolean lostToHypervisor() {
        return isMuch(coresStolenPercent);
    }

    private static boolean isMuch(Double percent) {
        return percent != null && percent > MOST_TAKEN_PERCENT;
    }
}
