package wse.run.crew;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import wse.child.ChildJvm;
import wse.child.ClassArchive;
import wse.child.ParentPipe;
import wse.cluster.Briefing;
import wse.cluster.ClusterCoordinator;
import wse.cluster.ClusterMember;
import wse.cluster.ClusterOptions;
import wse.cluster.ClusterSecret;
import wse.cluster.Rendezvous;
import wse.cluster.Seeds;
import wse.config.Compression;
import wse.dialect.DialectContext;
import wse.engine.WebSocketClient;
import wse.plan.HoldPlan;
import wse.plan.Ramp;
import wse.run.target.Contact;
import wse.run.target.Security;
import wse.run.watch.Threads;
import wse.server.ReferenceServer;
import wse.server.ServerOptions;

/**
 * Main class of a process that does once what the servers and workers of a run will do, to find out which classes they need.
 */
public final class Rehearsal {

    /** With so many processes, the archive saves more than the rehearsal costs: about half a second of CPU for each process. */
    private static final int WORTH_IT = 16;

    private static final Duration WHILE = Duration.ofSeconds(10);
    private static final int LARGEST_MESSAGE = 1 << 20;
    private static final Duration HOLD = Duration.ofMillis(100);

    private Rehearsal() {}

    /** An archive of the classes of the processes that a run starts; none if there are only a few. Blocks for some seconds. */
    public static ClassArchive archive(Spread spread) {
        int started = spread.servers() + (spread.isOverProcesses() ? spread.processes() : 0);
        return started < WORTH_IT
                ? ClassArchive.NONE
                : ClassArchive.of(new ChildJvm(Rehearsal.class, ClusterMember.class, WebSocketClient.class));
    }

    /** Ends when the rehearsal is complete, or with its parent. */
    public static void main(String[] args) throws IOException {
        CompletableFuture.runAsync(Rehearsal::endWithParent);
        String secret = ClusterSecret.randomText();
        try (ReferenceServer server = ReferenceServer.start(ServerOptions.defaults());
                ClusterCoordinator coordinator = ClusterCoordinator.open(member("coordinator", Seeds.none(), secret));
                ShareCarrier carrier = ShareCarrier.ofWorker(Threads.newWatchThread(), 1)) {
            ClusterMember.join(member("worker", Seeds.hosts(coordinator.address()), secret), WHILE, carrier);
            coordinator
                    .members(1, WHILE)
                    .thenCompose(names -> coordinator.run(plan(), briefing(server.port()), Rendezvous.OPEN))
                    .join();
        }
        System.exit(0);
    }

    private static void endWithParent() {
        new ParentPipe().awaitEnd();
        Runtime.getRuntime().halt(1);
    }

    private static ClusterOptions member(String name, Seeds seeds, String secret) {
        return new ClusterOptions(
                name,
                InetAddress.getLoopbackAddress(),
                0,
                seeds,
                ClusterSecret.of(secret),
                Worker.SILENCE,
                Worker.REUNION);
    }

    private static HoldPlan plan() {
        return new HoldPlan(new Ramp(1, 1, 0, WHILE, WHILE), HOLD, HOLD, WHILE);
    }

    private static Briefing briefing(int port) {
        Contact contact = new Contact(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                "127.0.0.1:" + port,
                Security.NONE,
                ReferenceServer.DIALECT,
                DialectContext.at(Instant.now())
                        .withSecret(ServerOptions.defaults().speech().secret()),
                Compression.OFF,
                new Contact.Limits(WHILE, LARGEST_MESSAGE));
        return new MemberBriefing(contact, "auto", 1, List.of()).write();
    }
}
