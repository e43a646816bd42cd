package wse.gatling.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatling.commons.stats.KO$;
import io.gatling.commons.stats.OK$;
import io.gatling.commons.stats.Status;
import io.gatling.core.actor.ActorRef;
import io.gatling.core.controller.Controller;
import io.gatling.core.session.GroupBlock;
import io.gatling.core.stats.StatsEngine;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import scala.Option;
import wse.dialect.Dialect;
import wse.dialect.WseDialect;

class OutcomeStatsTest {

    private static final Dialect WSE = new WseDialect("/", "token");

    private final Log log = new Log();
    private final List<String> last = new ArrayList<>();
    private final OutcomeStats stats =
            new OutcomeStats(log, () -> 9, false, WSE, words -> words, attempt -> last.add(told(attempt)));

    @Test
    void shouldDropTheSendingOfAPingButNotItsAnswerInTheSameMillisecond() {
        respond("send", 7, 7, OK$.MODULE$, null);
        respond("ping", 7, 7, OK$.MODULE$, null);

        assertThat(log.lines).containsExactly("ping 7 7 OK");
        assertThat(last).containsExactly("7 OK true OK");
    }

    @Test
    void shouldDropUnmatchedMessagesAndUnmeasuredRequests() {
        respond("gatling.http.webSocket", 7, Long.MIN_VALUE, OK$.MODULE$, null);
        respond("hello", 7, 7, OK$.MODULE$, null);

        assertThat(log.lines).isEmpty();
        assertThat(last).isEmpty();
    }

    @Test
    void shouldReportAndDropACloseAndSayWhyItCouldNotBeSent() {
        respond("close", 7, 9, KO$.MODULE$, "WebSocket timed out while waiting for close ack");
        stats.logRequestCrash(
                "s", none(), "close", "Client issued close order but WebSocket was already crashed: Connection reset");

        assertThat(log.lines).isEmpty();
        assertThat(last.get(0)).startsWith("9 PONG_TIMEOUT true ");
        assertThat(last.get(1)).startsWith("9 RESET false RESET (Client issued close order");
    }

    @Test
    void shouldReportAndDropThePingOfASettling() {
        respond("settle", 7, 7, OK$.MODULE$, null);
        respond("settle", 7, 9, KO$.MODULE$, "Check settle timeout");

        assertThat(log.lines).isEmpty();
        assertThat(last).containsExactly("7 OK true OK", "9 PONG_TIMEOUT true PONG_TIMEOUT (Check settle timeout)");
    }

    @Test
    void shouldReportAndDropAPingThatCouldNotBeSent() {
        String words = "Client issued text frame but server has closed the WebSocket and max reconnects is reached";

        respond("send", 7, 7, KO$.MODULE$, words);

        assertThat(log.lines).isEmpty();
        assertThat(last).containsExactly("7 CLOSED_BY_SERVER false CLOSED_BY_SERVER (" + words + ")");
    }

    @Test
    void shouldReportAndDropBothRecordsOfAConnect() {
        respond("connect", 6, 7, OK$.MODULE$, null);
        respond("ready", 7, 9, KO$.MODULE$, "Check ready timeout");
        respond("ready", 7, 9, KO$.MODULE$, "AUTH_REJECTED, failed");

        assertThat(log.lines).isEmpty();
        assertThat(last)
                .containsExactly(
                        "7 OK true OK",
                        "9 READY_TIMEOUT true READY_TIMEOUT (Check ready timeout)",
                        "9 AUTH_REJECTED true AUTH_REJECTED, failed");
    }

    @Test
    void shouldPutTheOutcomeBeforeGatlingsMessage() {
        respond("alive", 7, 9, KO$.MODULE$, "Check alive timeout");
        respond("of my own", 7, 9, KO$.MODULE$, "substring(a).find.exists, found nothing");

        assertThat(log.lines)
                .containsExactly(
                        "alive 7 9 KO PONG_TIMEOUT (Check alive timeout)",
                        "of my own 7 9 KO PROTOCOL_ERROR (substring(a).find.exists, found nothing)");
    }

    @Test
    void shouldTreatACrashAsAFaultOfTheClient() {
        stats.logRequestCrash("s", none(), "send", "Connection reset is what the script says");
        stats.logRequestCrash("s", none(), "of my own", "no attribute");

        assertThat(log.lines).containsExactly("of my own crashed: INTERNAL_ERROR (no attribute)");
        assertThat(last)
                .containsExactly(
                        "9 INTERNAL_ERROR false INTERNAL_ERROR (Connection reset is what the script says)",
                        "9 INTERNAL_ERROR false INTERNAL_ERROR (no attribute)");
    }

    private static String told(Attempt attempt) {
        return attempt.endMillis() + " " + attempt.outcome() + " " + attempt.sent() + " " + attempt.message();
    }

    @Test
    void shouldReportTheOutcomesOfAWarmUpAndLogNothing() {
        OutcomeStats silent = new OutcomeStats(
                log,
                () -> 9,
                true,
                WSE,
                words -> words,
                attempt -> last.add(attempt.outcome().name()));

        silent.logResponse("s", none(), "ping", 7, 8, OK$.MODULE$, Option.empty(), Option.empty());
        silent.logRequestCrash("s", none(), "ping", "no session attribute");

        assertThat(log.lines).isEmpty();
        assertThat(last).containsExactly("OK", "INTERNAL_ERROR");
    }

    private void respond(String request, long start, long end, Status status, String message) {
        stats.logResponse("s", none(), request, start, end, status, Option.empty(), Option.apply(message));
    }

    private static scala.collection.immutable.List<String> none() {
        return scala.collection.immutable.List$.MODULE$.empty();
    }

    /** The requests that reach Gatling's own stats engine. */
    private static final class Log implements StatsEngine {

        private final List<String> lines = new ArrayList<>();

        @Override
        public void logResponse(
                String scenario,
                scala.collection.immutable.List<String> groups,
                String request,
                long start,
                long end,
                Status status,
                Option<String> code,
                Option<String> message) {
            String words = message.isDefined() ? " " + message.get() : "";
            lines.add(request + " " + start + " " + end + " " + status.name() + words);
        }

        @Override
        public void logRequestCrash(
                String scenario, scala.collection.immutable.List<String> groups, String request, String error) {
            lines.add(request + " crashed: " + error);
        }

        @Override
        public void start() {}

        @Override
        public void stop(ActorRef<Controller.Command> controller, Option<Exception> exception) {}

        @Override
        public void logUserStart(String scenario) {}

        @Override
        public void logUserEnd(String scenario) {}

        @Override
        public void logGroupEnd(String scenario, GroupBlock group, long end) {}
    }
}
