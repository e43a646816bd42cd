package wse.cluster;

import java.util.List;
import java.util.Locale;
import org.jgroups.JChannel;
import org.jgroups.protocols.FD_ALL3;
import org.jgroups.protocols.FRAG2;
import org.jgroups.protocols.MERGE3;
import org.jgroups.protocols.UNICAST3;
import org.jgroups.protocols.VERIFY_SUSPECT2;
import org.jgroups.protocols.pbcast.GMS;
import org.jgroups.protocols.pbcast.NAKACK2;
import org.jgroups.protocols.pbcast.STABLE;
import org.jgroups.stack.Protocol;

/** The JGroups protocols of a member: without multicast or a diagnostics port, and with few threads. */
final class Stack {

    private static final int MAX_THREADS = 8;
    private static final long IDLE_THREAD_MILLIS = 5_000;
    private static final int FRAGMENT_BYTES = 60_000;
    /** How long the first member of a cluster waits for others. */
    private static final long LEAST_DISCOVERY_MILLIS = 1_000;

    /** How long it waits if the system chooses its port: nobody can know that port yet. */
    private static final long NO_DISCOVERY_MILLIS = 1;

    /**
     * How often a starting member looks for the others. The first attempt may fail, for example because the coordinator is
     * not listening yet, or because the machine is so busy that a handshake takes too long.
     */
    private static final long DISCOVERY_INTERVAL_MILLIS = 1_000;

    private static final long VERIFY_MILLIS = 1_000;
    private static final int HEARTBEATS_PER_SILENCE = 4;

    /**
     * Spreads the searches over time, because members that look for each other at the same time get in each other's way.
     */
    private static final int LOOKS_PER_REUNION = 4;

    private Stack() {}

    /**
     * Changes the locale of this process to the neutral one: JGroups puts numbers into format strings, and the digits of
     * some locales, such as Egypt's, break them.
     *
     * @param leads whether this process leads runs
     */
    static JChannel newChannel(ClusterOptions options, boolean leads) throws Exception {
        Locale.setDefault(Locale.ROOT);
        long silence = options.silence().toMillis();
        long reunion = options.reunion().toMillis();
        GMS membership = new GMS();
        membership.setJoinTimeout(discoveryMillis(options));
        membership.printLocalAddress(false);
        return new JChannel(List.<Protocol>of(
                        transport(options, leads),
                        new SeedPing(options.seeds(), options.bindAddress()).numDiscoveryRuns((int)
                                Math.max(1, discoveryMillis(options) / DISCOVERY_INTERVAL_MILLIS)),
                        new MERGE3().setMinInterval(reunion / LOOKS_PER_REUNION).setMaxInterval(reunion),
                        new FD_ALL3().setTimeout(silence).setInterval(silence / HEARTBEATS_PER_SILENCE),
                        new VERIFY_SUSPECT2().setTimeout(VERIFY_MILLIS),
                        new NAKACK2().useMcastXmit(false),
                        new UNICAST3(),
                        new STABLE(),
                        membership,
                        new FRAG2().setFragSize(FRAGMENT_BYTES)))
                .name(options.name());
    }

    /**
     * How long a starting member waits for the others. If the time is too short on a busy machine, the member forms a
     * cluster of its own, and the two are merged only later.
     */
    private static long discoveryMillis(ClusterOptions options) {
        boolean isFirst = options.seeds().equals(Seeds.none());
        if (isFirst) {
            return options.port() == 0 ? NO_DISCOVERY_MILLIS : LEAST_DISCOVERY_MILLIS;
        }
        return Math.max(LEAST_DISCOVERY_MILLIS, options.reunion().toMillis() / LOOKS_PER_REUNION);
    }

    private static SealedTransport transport(ClusterOptions options, boolean leads) {
        SealedTransport transport = new SealedTransport(options, leads);
        transport.setBindAddress(options.bindAddress());
        transport.setBindPort(options.port());
        transport.setBundlerType("no-bundler");
        transport.getThreadPool().setMaxThreads(MAX_THREADS).setKeepAliveTime(IDLE_THREAD_MILLIS);
        return transport;
    }
}
