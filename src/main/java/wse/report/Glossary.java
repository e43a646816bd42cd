package wse.report;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import wse.measure.RunResult;

/** Explains the words of a page's tables. A pure function of the run; any thread. */
final class Glossary {

    private static final List<Entry> FLOOD = List.of(
            new Entry(
                    "Confirmed",
                    "Each connection sends a ping after its last message. TCP keeps the order, so the pong proves that the"
                            + " server has read all of them. The rate is the number of confirmed messages, divided by the"
                            + " time until the last confirmation."),
            new Entry(
                    "Echoed",
                    "The message came back, or the server answered it. The rate is the number of these messages, divided"
                            + " by the time until the last one."),
            new Entry(
                    "Received",
                    "The message arrived at the client. The rate is the number of these messages, divided by the time until"
                            + " the last one. In the tables about the server: messages that arrived at the server."),
            new Entry(
                    "Sent",
                    "Messages that were written to sockets. Many other tools publish the rate of sending, but it says"
                            + " nothing about the server."),
            new Entry("Lost", "Messages that were not confirmed within wse.drainTimeout after the end of the flood."),
            new Entry(
                    "Blocked",
                    "Share of the time in which a connection could not send because its socket was full, so that it"
                            + " waited for the server to read."),
            new Entry("server-bound", "Connections waited for the server, so the rate is the server's limit."),
            new Entry("client-bound", "The client was saturated, so the server may be able to take more."));

    private static final List<Entry> CONNECTIONS = List.of(
            new Entry("closed", "Each ping waits for the answer to the one before."),
            new Entry("open", "Pings are due at a fixed rate, whether the earlier ones were answered or not."),
            new Entry("service", "The time from the actual sending of a ping to its answer."),
            new Entry(
                    "response",
                    "The time from the moment when a ping was due to its answer, so pings that a stalled server delays"
                            + " count in full (no coordinated omission). A ping that times out counts with the time-out."),
            new Entry(
                    "Accept rate",
                    "Connections that became ready, divided by the time from the first connect to the last attempt's"
                            + " outcome."),
            new Entry("Timeouts", "Pings that were not answered within wse.pongTimeout."),
            new Entry("Alive", "Connections that answered a ping at the end of the hold."),
            new Entry("Survival", "Share of all requested connections that are alive."),
            new Entry(
                    "Connection limit",
                    "Number of connections of the largest step in which all connections, or the share set by"
                            + " wse.limitShare, answered a ping at the end of the hold."));

    private static final List<Entry> RESOURCES = List.of(
            new Entry(
                    "Machine",
                    "Share of the client machine's CPU that all its programs used together; not known for tiers of less than"
                            + " 100 ms."),
            new Entry("Loop CPU", "Share of the time in which the client's busiest event loop ran."),
            new Entry("Loop lag", "How late the client's event loops ran tasks that were due."),
            new Entry("Send delay", "How much later than scheduled the client connected or sent its pings."),
            new Entry(
                    "GC",
                    "How long garbage collections stopped the client: the longest stop (max) and all of them together"
                            + " (total)."),
            new Entry("RSS", "Resident memory of the processes, as the operating system counts it."),
            new Entry(
                    "Waited for a core",
                    "Waiting time of the server's threads, as a share of the time in which they wanted a core."));

    private static final List<Entry> VERDICTS = List.of(
            new Entry("VALID", "The client had capacity to spare, so it did not limit the figures."),
            new Entry(
                    "SHORT",
                    "The connects took less than 100 ms, which is too short for a reliable rate, and too short to tell whether"
                            + " the client had capacity to spare."),
            new Entry(
                    "SUSPECT",
                    "The client itself may have been the bottleneck, so the server may be better than it looks; the top of"
                            + " the page says why."),
            new Entry(
                    "STARVED",
                    "The client had capacity to spare, but the server lacked CPU on this machine, so it may be better than it"
                            + " looks."),
            new Entry(
                    "INCOMPLETE", "The tier was not carried out to its end, so its figures cover only a part of it."));

    private Glossary() {}

    /** A word, spelled as in the tables, and what it means. */
    record Entry(String term, String meaning) {

        private boolean isIn(String text) {
            return Pattern.compile("(?<![\\w-])" + Pattern.quote(term) + "(?![\\w-])")
                    .matcher(text)
                    .find();
        }
    }

    /** The words that occur in the tables of a run, in a title, the name of a column or a cell. */
    static List<Entry> of(RunResult run) {
        String words = words(Tables.of(run));
        List<Entry> flood = run.test().isFlood() ? FLOOD : List.of();
        return Stream.of(flood, CONNECTIONS, RESOURCES, VERDICTS)
                .flatMap(List::stream)
                .filter(entry -> entry.isIn(words))
                .toList();
    }

    private static String words(List<Table> tables) {
        return String.join(
                "\n",
                tables.stream()
                        .flatMap(table -> Stream.of(
                                        Stream.of(table.title()),
                                        table.columns().stream().map(Table.Column::name),
                                        table.rows().stream().flatMap(row -> row.cells().stream()))
                                .flatMap(part -> part))
                        .toList());
    }
}
