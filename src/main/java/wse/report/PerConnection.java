package wse.report;

import wse.measure.ClientUsage;
import wse.measure.TierResult;

/** Memory and CPU time of both sides, divided by the connections of a tier; null for what is unknown. Pure. */
final class PerConnection {

    private PerConnection() {}

    /** Resident memory of the client's processes, in bytes. */
    static Long clientRss(TierResult tier) {
        return bytes(tier.clientUsage().map(ClientUsage::rssBytes).orElse(null), tier);
    }

    /** CPU time of the client's processes, in seconds. */
    static Double clientCpu(TierResult tier) {
        return seconds(tier.clientUsage().map(ClientUsage::cpuSeconds).orElse(null), tier);
    }

    /** Resident memory of the server's processes on this machine, in bytes. */
    static Long serverRss(TierResult tier) {
        return bytes(tier.server().rssBytes(), tier);
    }

    /** CPU time of the server's processes on this machine, in seconds. */
    static Double serverCpu(TierResult tier) {
        return seconds(tier.server().cpuSeconds(), tier);
    }

    private static Long bytes(Long all, TierResult tier) {
        long connections = tier.measured().connected();
        return all == null || connections == 0 ? null : Long.valueOf(all / connections);
    }

    private static Double seconds(Double all, TierResult tier) {
        long connections = tier.measured().connected();
        return all == null || connections == 0 ? null : Double.valueOf(all / connections);
    }
}
