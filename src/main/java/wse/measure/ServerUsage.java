package wse.measure;

/**
 * What a tier cost the server, and what the server itself counted; null wherever the server does not tell. Counters are
 * differences between a reading before and one after the tier.
 *
 * @param cpuSeconds user and system time of a server process on this machine
 * @param rssBytes its resident memory at the end of the tier, while the connections stand
 * @param received messages it counted as received
 * @param dropped messages it counted as dropped
 * @param accepted connections it counted as accepted
 * @param rejected connections it counted as rejected
 * @param connections how many connections it counted as open at the tier's height
 * @param sent messages of floods and echoes it counted as sent
 * @param turnedAway connection attempts that the kernel turned away before a full accept queue, of all servers of the machine
 * @param descriptorsLeft that its process with the fewest might still open at the tier's height
 * @param coreWaitSeconds time that threads of its processes on this machine were ready to run but had no core, added up
 * @param coresTakenPercent share of the time of the cores it may run on that others had, the client and strangers, 0 to 100
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
        Double coresTakenPercent) {

    /** Nothing is known of the server. */
    public static final ServerUsage UNKNOWN =
            new ServerUsage(null, null, null, null, null, null, null, null, null, null, null, null);

    /** Its threads wait for each other too, wherever there are more of them than cores: so much is no stranger's doing. */
    private static final double MOST_WAIT_PERCENT = 20;

    private static final double MOST_TAKEN_PERCENT = 10;

    /** Share of the time it wanted a core in which it had none, 0 to 100; null where unknown. */
    public Double coreWaitPercent() {
        if (cpuSeconds == null || coreWaitSeconds == null) {
            return null;
        }
        double wanted = cpuSeconds + coreWaitSeconds;
        return wanted == 0 ? Double.valueOf(0) : Double.valueOf(100 * coreWaitSeconds / wanted);
    }

    /** Whether its figures are this machine's rather than its own: others had its cores while it waited for them. */
    public boolean lackedCores() {
        Double waited = coreWaitPercent();
        return waited != null
                && coresTakenPercent != null
                && waited > MOST_WAIT_PERCENT
                && coresTakenPercent > MOST_TAKEN_PERCENT;
    }
}
