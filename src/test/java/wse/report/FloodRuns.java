package wse.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import wse.config.Decoding;
import wse.config.Direction;
import wse.config.Format;
import wse.config.FramesPerWrite;
import wse.config.Masking;
import wse.config.TestKind;
import wse.measure.Bound;
import wse.measure.ClientResult;
import wse.measure.ClientUsage;
import wse.measure.CompressionUse;
import wse.measure.FloodUse;
import wse.measure.Judgement;
import wse.measure.LatencyKind;
import wse.measure.MessageFlow;
import wse.measure.Messages;
import wse.measure.Outcome;
import wse.measure.OutcomeCounts;
import wse.measure.Reason;
import wse.measure.RunResult;
import wse.measure.ServerUsage;
import wse.measure.TestFigures;
import wse.measure.TierMeasurement;
import wse.measure.TierResult;
import wse.measure.TierShape;
import wse.measure.Verdict;
import wse.measure.WrongMessages;

/** Floods as the three throughput simulations measure them, in all three directions, with every kind of problem. */
final class FloodRuns {

    private static final double SECONDS = 10;
    private static final int JSON_BYTES = 175;
    private static final String NOT_DECODED =
            "the server does not decode binary payloads: the figure is for receiving them, not for reading them";

    /** The fields of one tier that differ between the samples; everything else follows from them. */
    private record Sample(
            MessageFlow shape,
            int connections,
            int bytes,
            Format format,
            double perSecond,
            long lost,
            long malformed,
            Verdict verdict,
            Bound bound,
            List<String> findings) {

        Sample bad(long lostMessages, long malformedMessages) {
            return new Sample(
                    shape,
                    connections,
                    bytes,
                    format,
                    perSecond,
                    lostMessages,
                    malformedMessages,
                    verdict,
                    bound,
                    findings);
        }

        Sample suspect() {
            return new Sample(
                    shape,
                    connections,
                    bytes,
                    format,
                    perSecond,
                    lost,
                    malformed,
                    Verdict.SUSPECT,
                    Bound.CLIENT,
                    findings);
        }

        Sample finding(String finding) {
            return new Sample(
                    shape, connections, bytes, format, perSecond, lost, malformed, verdict, bound, List.of(finding));
        }
    }

    private FloodRuns() {}

    /**
     * Client to server: first the server is the limit, then the client. The server is killed in the last tier but one.
     */
    static RunResult throughput() {
        MessageFlow shape = out(183);
        return run(
                TestKind.THROUGHPUT,
                "Throughput",
                List.of(
                        tier(json(shape, 100, 1_321_400)),
                        tier(json(shape, 1_000, 1_284_900)),
                        killed(shape),
                        tier(json(shape, 10_000, 37_400_000).suspect())));
    }

    /** No connection was opened, so no messages were sent. */
    static RunResult nothingSent() {
        OutcomeCounts refused = new OutcomeCounts();
        refused.add(Outcome.CONNECT_REFUSED, 100);
        TierMeasurement measured = new TierMeasurement(
                        0,
                        refused,
                        new OutcomeCounts(),
                        Messages.NONE,
                        Map.of(),
                        Duration.ofMillis(3),
                        Duration.ofMillis(1))
                .withFigures(new TestFigures.Flooding(FloodUse.NONE));
        TierShape shape = new TierShape.Flood(100, JSON_BYTES, Format.JSON, out(183));
        return run(
                TestKind.THROUGHPUT,
                "Throughput",
                List.of(new TierResult(
                        shape,
                        new ClientResult(
                                measured, new Judgement(Verdict.VALID, List.of(), Bound.UNKNOWN), ClientUsage.UNKNOWN),
                        ServerUsage.UNKNOWN,
                        List.of())));
    }

    /** Server to client, with payloads decoded; some of them cannot be decoded. */
    static RunResult throughputIn() {
        MessageFlow shape =
                new MessageFlow(Direction.IN, FramesPerWrite.BLOCK, Masking.POOL, 179, 1, Decoding.PAYLOADS);
        return run(
                TestKind.THROUGHPUT,
                "Throughput",
                List.of(
                        tier(json(shape, 100, 2_870_000)),
                        tier(json(shape, 1_000, 2_410_000).bad(0, 17))));
    }

    /** There and back, one message after another. */
    static RunResult throughputEcho() {
        MessageFlow shape =
                new MessageFlow(Direction.ECHO, FramesPerWrite.of(1), Masking.FRESH, 183, 16, Decoding.FRAMES);
        return run(
                TestKind.THROUGHPUT,
                "Throughput",
                List.of(
                        tier(json(shape, 100, 224_000)),
                        tier(json(shape, 50_000, 3_430_000).bad(1_234_567, 0).suspect())));
    }

    /** Like {@link #throughputEcho()}, with compression, which the server did not accept in the second tier. */
    static RunResult compressed() {
        List<TierResult> tiers = throughputEcho().tiers();
        CompressionUse use = new CompressionUse(100, 392_000_000, 141_000_000, 391_998_250, 140_100_000);
        TierMeasurement measured = tiers.get(0).measured().withCompression(use);
        TierResult first = new TierResult(
                tiers.get(0).shape(),
                tiers.get(0).client().withMeasured(measured),
                tiers.get(0).server(),
                tiers.get(0).findings());
        return Runs.with(
                run(TestKind.THROUGHPUT, "Throughput", List.of(first, tiers.get(1))),
                Map.of("wse.compression", "permessage-deflate"));
    }

    /** Like {@link #throughputEcho()}, but some messages came back with faults. */
    static RunResult wrongEchoes() {
        RunResult run = throughputEcho();
        return run.withTiers(
                run.tiers().stream().map(FloodRuns::withWrongEchoes).toList());
    }

    private static TierResult withWrongEchoes(TierResult tier) {
        FloodUse wrong = new FloodUse(Duration.ZERO, 0, 0, 0, 0, 0, 0, new WrongMessages(10_705, 1, 2, 3, 4));
        FloodUse use = tier.measured().flood().orElseThrow().plus(wrong);
        TierMeasurement measured = tier.measured().withFigures(new TestFigures.Flooding(use));
        return new TierResult(tier.shape(), tier.client().withMeasured(measured), tier.server(), tier.findings());
    }

    /**
     * Six sizes by three numbers of connections. One cell is doubtful, one has losses, and the last one was never run.
     */
    static RunResult sizeMatrix() {
        List<TierResult> tiers = new ArrayList<>();
        for (int connections : new int[] {100, 1_000, 50_000}) {
            for (int size : new int[] {64, 256, 1_024, 4_096, 16_384, 65_536}) {
                double rate = 7.1e9 / (size + 120) * (1 - Math.log10(connections) / 12);
                Sample sample = new Sample(
                        out(size + 8),
                        connections,
                        size,
                        Format.JSON,
                        rate,
                        0,
                        0,
                        Verdict.VALID,
                        Bound.SERVER,
                        List.of());
                if (size == 64 && connections == 100) {
                    sample = sample.suspect();
                }
                if (size == 16_384 && connections == 1_000) {
                    sample = sample.bad(4_211, 0);
                }
                if (size < 65_536 || connections < 50_000) {
                    tiers.add(tier(sample));
                }
            }
        }
        return run(TestKind.SIZE_MATRIX, "SizeMatrix", tiers);
    }

    /** Three formats with three numbers of connections; the server does not decode the binary ones. */
    static RunResult formats() {
        List<TierResult> tiers = new ArrayList<>();
        for (int connections : new int[] {100, 1_000, 10_000}) {
            Sample json = json(out(183), connections, 1.32e6 - connections * 11);
            tiers.add(tier(connections == 10_000 ? json.suspect() : json));
            tiers.add(tier(binary(Format.MSGPACK, 145, connections, 2.61e6)));
            tiers.add(tier(binary(Format.ZLIB, 152, connections, 2.73e6)));
        }
        return run(TestKind.FORMAT_COMPARISON, "FormatComparison", tiers);
    }

    private static Sample binary(Format format, int bytes, int connections, double perSecond) {
        return new Sample(
                        out(bytes + 8),
                        connections,
                        bytes,
                        format,
                        perSecond,
                        0,
                        0,
                        Verdict.VALID,
                        Bound.SERVER,
                        List.of())
                .finding(NOT_DECODED);
    }

    private static Sample json(MessageFlow shape, int connections, double perSecond) {
        return new Sample(
                shape, connections, JSON_BYTES, Format.JSON, perSecond, 0, 0, Verdict.VALID, Bound.SERVER, List.of());
    }

    private static MessageFlow out(int wireBytes) {
        return new MessageFlow(Direction.OUT, FramesPerWrite.BLOCK, Masking.POOL, wireBytes, 1, Decoding.FRAMES);
    }

    private static TierResult tier(Sample sample) {
        OutcomeCounts outcomes = new OutcomeCounts();
        outcomes.add(Outcome.OK, sample.connections());
        return tier(sample, outcomes);
    }

    /**
     * Half of the connections end with the server; the messages that they had sent since the last checkpoint are lost.
     */
    private static TierResult killed(MessageFlow shape) {
        Sample sample = json(shape, 2_000, 1_190_000)
                .bad(12_345_678, 0)
                .finding("the server counted 8,911,022 messages received, this side sent 24,247,678");
        OutcomeCounts outcomes = new OutcomeCounts();
        outcomes.add(Outcome.OK, 1_000);
        outcomes.add(Outcome.RESET, 1_000);
        return tier(sample, outcomes);
    }

    private static TierResult tier(Sample sample, OutcomeCounts outcomes) {
        boolean in = sample.shape().comesIn();
        long confirmed = (long) (sample.perSecond() * SECONDS);
        long sent = confirmed + sample.lost();
        long pings = in ? sample.connections() : sample.connections() * 11L;
        Messages messages = new Messages(sent, confirmed, sent * sample.bytes(), sample.connections(), pings);
        boolean suspect = sample.bound() == Bound.CLIENT;
        TierMeasurement measured = new TierMeasurement(
                        outcomes.total(),
                        outcomes,
                        new OutcomeCounts(),
                        messages,
                        new EnumMap<>(latencies(sample, in)),
                        Duration.ofMillis(sample.connections() / 8 + 1),
                        Duration.ofNanos((long) (SECONDS * 1e9) + 41_234_567))
                .withFigures(new TestFigures.Flooding(use(sample, sent, confirmed, in)));
        return new TierResult(
                new TierShape.Flood(sample.connections(), sample.bytes(), sample.format(), sample.shape()),
                new ClientResult(
                        measured,
                        new Judgement(
                                sample.verdict(),
                                suspect
                                        ? List.of(new Reason(
                                                Reason.Cause.LOOP_SATURATED,
                                                "wse-client-1 ran for 99 % of the time and waited for a core for 0 %"))
                                        : List.of(),
                                sample.bound()),
                        Runs.client(suspect ? 14_100 : 900, null)),
                server(sample, messages, in),
                sample.findings());
    }

    private static FloodUse use(Sample sample, long sent, long confirmed, boolean in) {
        boolean echo = sample.shape().isEcho();
        long connectionNanos = (long) (sample.connections() * SECONDS * 1e9);
        return new FloodUse(
                Duration.ofNanos((long) (SECONDS * 1e9) + 1_234_567),
                in ? 0 : (long) (connectionNanos * (sample.bound() == Bound.CLIENT ? 0.031 : 0.972)),
                connectionNanos,
                in ? 0 : sent / 358 + 1,
                in || echo ? confirmed : 0,
                in || echo ? confirmed * sample.bytes() : 0,
                sample.malformed(),
                WrongMessages.NONE);
    }

    private static Map<LatencyKind, Histogram> latencies(Sample sample, boolean in) {
        Histogram connects = Runs.latencies(sample.connections(), 30 * sample.connections(), 0.4, 11);
        return in
                ? Map.of(LatencyKind.CONNECT, connects)
                : Map.of(
                        LatencyKind.CONNECT,
                        connects,
                        LatencyKind.SERVICE,
                        Runs.latencies(sample.connections() * 10L, 41_000, 0.5, sample.bytes()));
    }

    private static ServerUsage server(Sample sample, Messages messages, boolean in) {
        long counted = in ? 0 : messages.arriving() - messages.lost();
        boolean out = sample.shape().isOut();
        return new ServerUsage(
                9.94,
                64L << 20,
                counted,
                0L,
                (long) sample.connections(),
                0L,
                (long) sample.connections(),
                out ? null : messages.confirmed(),
                null,
                null,
                0.31,
                2.5,
                null,
                List.of());
    }

    private static RunResult run(TestKind test, String simulation, List<TierResult> tiers) {
        return Runs.run(test, "wse.simulations." + simulation + "Simulation", "netty", tiers, null);
    }
}
