package wse.run.crew;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import wse.child.ParentPipe;
import wse.cluster.ClusterMember;
import wse.cluster.ClusterOptions;
import wse.cluster.ClusterSecret;
import wse.cluster.MemberEnd;
import wse.cluster.Seeds;
import wse.run.watch.Threads;

/**
 * Main class of a process that {@link Workers} starts: a member of the run's cluster. Reads its name, the coordinator's
 * port, the secret and the number of workers from standard input, one per line, reports that it has joined, and ends when
 * standard input ends: together with its parent, no matter how the parent died or what the worker is doing.
 */
public final class Worker {

    /** The line that reports that it has joined. */
    static final String JOINED = "wse-worker-joined";

    /** How long to look for the coordinator, which is already running. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /**
     * Long, because workers end with their coordinator anyway, and it notices when one of them ends. Each heartbeat goes to
     * all members, so the number of packets in a quarter of this time is the square of the number of workers.
     */
    static final Duration SILENCE = Duration.ofSeconds(60);

    /**
     * Long, because the coordinator is already running: a worker starts a cluster of its own only after waiting for a
     * quarter of this time. Each discovery asks all members, and all answer: with 26 members and one discovery in 20 s, the
     * packets took 6 % of two cores.
     */
    static final Duration REUNION = Duration.ofSeconds(80);

    private Worker() {}

    public static void main(String[] args) throws IOException {
        ParentPipe.useFixedLocale();
        ParentPipe in = new ParentPipe();
        String name = in.readLine();
        InetAddress here = InetAddress.getLoopbackAddress();
        Seeds seeds = Seeds.hosts(new InetSocketAddress(here, Integer.parseInt(in.readLine())));
        ClusterOptions options =
                new ClusterOptions(name, here, 0, seeds, ClusterSecret.of(in.readLine()), SILENCE, REUNION);
        int workers = Integer.parseInt(in.readLine());
        ShareCarrier carrier = ShareCarrier.ofWorker(Threads.newWatchThread(), workers);
        ClusterMember.join(options, PATIENCE, carrier).ended().thenAccept(Worker::end);
        System.out.println(JOINED);
        in.awaitEnd();
        end();
    }

    private static void end(MemberEnd why) {
        if (!why.isRunOver()) {
            System.out.println(why.sentence());
        }
        end();
    }

    /** Ends the process immediately: it has nothing to save any more, and its event loops may be busy. */
    private static void end() {
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }
}
