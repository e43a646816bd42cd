package wse.run.crew;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import wse.cluster.Briefing;
import wse.cluster.ShareWork;
import wse.config.Compression;
import wse.dialect.DialectContext;
import wse.gatling.TrickServer;
import wse.load.EchoServer;
import wse.measure.ClientResult;
import wse.measure.LiveFigures;
import wse.measure.Outcome;
import wse.measure.Sampled;
import wse.measure.Verdict;
import wse.plan.HoldPlan;
import wse.plan.Ramp;
import wse.plan.Settling;
import wse.plan.StormPlan;
import wse.run.target.Contact;
import wse.run.target.Security;
import wse.run.watch.Threads;

/** Shares that are stopped or refused. */
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

    /** If the result cannot be delivered, an agent saves it. */
    @Test
    void shouldReportNoTokenThatTheServerRepeats() throws Exception {
        String words = "unknown: t0ken-of-this-run";
        try (TrickServer refusing = new TrickServer(peer -> {
            assertThat(peer.readRequest()).startsWith("GET /live?token=t0ken-of-this-run ");
            peer.answer("HTTP/1.1 401 no\r\nContent-Length: " + words.length() + "\r\n\r\n" + words);
        })) {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), refusing.port());
            DialectContext context = DialectContext.at(Instant.EPOCH).withPath("/live?token=t0ken-of-this-run");
            StormPlan plan = new StormPlan(new Ramp(3, 0, 0, LONG, LONG), Settling.NONE);

            ClientResult result = carrier.begin(plan, briefing(address, context), new Together())
                    .get(LONG.toSeconds(), TimeUnit.SECONDS)
                    .figures();

            Outcome refused = Outcome.handshakeRejected(401);
            assertThat(result.measured().outcomes().asMap()).isEqualTo(Map.of(refused, 3L));
            assertThat(result.measured().outcomes().detail(refused).text())
                    .contains("unknown: ********")
                    .doesNotContain("t0ken");
        }
    }

    private Briefing briefing() {
        return briefing(server.address(), DialectContext.at(Instant.EPOCH));
    }

    private static Briefing briefing(InetSocketAddress address, DialectContext context) {
        Contact contact = new Contact(
                address, "localhost", Security.NONE, "echo", context, Compression.OFF, new Contact.Limits(LONG, 125));
        return new MemberBriefing(contact, "auto", 2, List.of()).write();
    }

    /** A meeting at which nobody waits for the others. */
    private static final class Together implements ShareWork.Meeting {

        @Override
        public CompletableFuture<Void> reached(String point) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void watch(Supplier<LiveFigures> live) {}

        @Override
        public CompletableFuture<String> stopped() {
            return new CompletableFuture<>();
        }
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
