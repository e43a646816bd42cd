package wse.run.crew;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import wse.cluster.Briefing;
import wse.cluster.ShareWork;
import wse.config.Compression;
import wse.dialect.DialectContext;
import wse.load.EchoServer;
import wse.measure.ClientResult;
import wse.measure.LiveFigures;
import wse.measure.Sampled;
import wse.measure.Verdict;
import wse.plan.HoldPlan;
import wse.plan.Ramp;
import wse.run.target.Contact;
import wse.run.target.Security;
import wse.run.watch.Threads;

/** Shares that are stopped. */
class ShareCarrierTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    private final ScheduledExecutorService watchThread = Threads.newWatchThread();
    private final EchoServer server = EchoServer.start();
    private final ShareCarrier carrier = ShareCarrier.ofWorker(watchThread, 1);

    @AfterEach
    void close() {
        carrier.close();
        watchThread.shutdownNow();
        server.close();
    }

    /** Without the right order, the readings of the watch failed in three of four runs. */
    @RepeatedTest(10)
    void shouldKeepWhatWasMeasuredIfTheShareIsStoppedWhileItWaitsForTheOthers() throws Exception {
        Alone meeting = new Alone();
        HoldPlan plan = new HoldPlan(new Ramp(50, 10, 0, LONG, LONG), LONG, LONG, LONG);
        CompletableFuture<Sampled<ClientResult>> share = carrier.begin(plan, briefing(), meeting);

        meeting.arrived.get(LONG.toSeconds(), TimeUnit.SECONDS);
        meeting.stop("the run has gone");

        ClientResult result = share.get(LONG.toSeconds(), TimeUnit.SECONDS).figures();
        assertThat(result.measured().connected()).isEqualTo(50);
        assertThat(result.judgement().verdict()).isEqualTo(Verdict.INCOMPLETE);
    }

    private Briefing briefing() {
        Contact contact = new Contact(
                server.address(),
                "localhost",
                Security.NONE,
                "echo",
                DialectContext.at(Instant.EPOCH),
                Compression.OFF,
                new Contact.Limits(LONG, 125));
        return new MemberBriefing(contact, "auto", 2, List.of()).write();
    }

    /** A meeting to which nobody else comes; it fails as in {@code Assignment} when the tier is stopped. */
    private static final class Alone implements ShareWork.Meeting {

        private final CompletableFuture<String> stopped = new CompletableFuture<>();
        private final CompletableFuture<Void> arrived = new CompletableFuture<>();

        @Override
        public CompletableFuture<Void> reached(String point) {
            CompletableFuture<Void> together = new CompletableFuture<>();
            stopped.thenAccept(reason -> together.completeExceptionally(new IllegalStateException(reason)));
            arrived.complete(null);
            return together;
        }

        @Override
        public void watch(Supplier<LiveFigures> live) {}

        @Override
        public CompletableFuture<String> stopped() {
            return stopped;
        }

        void stop(String reason) {
            stopped.complete(reason);
        }
    }
}
