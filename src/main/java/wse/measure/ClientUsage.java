package wse.measure;

/**
 * What a tier cost the client, and how far it was from being the bottleneck.
 *
 * @param processes number of client processes that carried out the tier and could be watched
 * @param cpuSeconds user and system time of these processes during the tier
 * @param cpuPercentOfMachine share of the machine's CPU time that all its processes used during the tier, 0 to 100;
 *     null if unknown, or if the tier was shorter than 100 ms
 * @param rssBytes resident memory at the end of the tier
 * @param heapBytes used Java heap at the end of the tier, before any collection
 * @param gcPauseMsMax longest garbage collection pause
 * @param gcPauseMsTotal total of all garbage collection pauses
 * @param loopLagMsP99 99th percentile of the delay with which an event loop ran a due task; null if there are too few
 *     values
 * @param loopCpuPercentMax CPU use of the busiest event loop, 0 to 100; null if unknown
 * @param slipMsP99 99th percentile of actual minus intended send time; null without a schedule, or if there are too few
 *     values
 */
public record ClientUsage(
        int processes,
        double cpuSeconds,
        Double cpuPercentOfMachine,
        long rssBytes,
        long heapBytes,
        double gcPauseMsMax,
        double gcPauseMsTotal,
        Double loopLagMsP99,
        Double loopCpuPercentMax,
        Double slipMsP99) {

    /** The usage of a client that could not watch itself. */
    public static final ClientUsage UNKNOWN = new ClientUsage(0, 0, null, 0, 0, 0, 0, null, null, null);
}
