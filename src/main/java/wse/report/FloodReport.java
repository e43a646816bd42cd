package wse.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import wse.config.Decoding;
import wse.config.Direction;
import wse.config.Format;
import wse.config.FramesPerWrite;
import wse.config.Masking;
import wse.measure.Content;
import wse.measure.FloodUse;
import wse.measure.MessageFlow;
import wse.measure.RunResult;
import wse.measure.TestFigures;
import wse.measure.TierShape;
import wse.measure.WrongMessages;

/** Floods, which send messages as fast as the other side reads them. */
record FloodReport(Variant variant) implements TestReport {

    @Override
    public List<Table> tables(RunResult run) {
        return FloodTables.of(run);
    }

    @Override
    public String answer(RunResult run) {
        return switch (variant) {
            case SIZE -> Answers.sizes(run);
            case FORMAT -> Answers.formats(run);
            case SCHEDULE -> Answers.flood(run);
        };
    }

    @Override
    public List<Hero> heroes(RunResult run) {
        return FloodHeroes.of(run);
    }

    @Override
    public List<Chart> charts(RunResult run) {
        return Charts.flood(run).toList();
    }

    @Override
    public TierShape readShape(JsonNode tier) {
        return new TierShape.Flood(
                Keys.connections(tier),
                Keys.size(tier, "payload_bytes"),
                Keys.constant(tier, "format", Format.class),
                Keys.constant(tier, "content", Content.FORMATTED),
                new MessageFlow(
                        Keys.constant(tier, "direction", Direction.class),
                        framesPerWrite(tier),
                        Keys.constant(tier, "mask", Masking.POOL),
                        Keys.size(tier, "frame_bytes"),
                        tier.has("in_flight") ? Keys.size(tier, "in_flight") : 1,
                        Keys.constant(tier, "decode", Decoding.FRAMES)));
    }

    private static FramesPerWrite framesPerWrite(JsonNode tier) {
        return tier.has("frames_per_write")
                ? Keys.parsed(tier, "frames_per_write", FramesPerWrite::of)
                : FramesPerWrite.BLOCK;
    }

    /** The figures are absent if the tier was cut short before its flood began. */
    @Override
    public TestFigures readFigures(JsonNode tier) {
        return tier.has("window_seconds") ? new TestFigures.Flooding(use(tier)) : TestFigures.none();
    }

    private static FloodUse use(JsonNode tier) {
        return new FloodUse(
                Keys.duration(tier, "window_seconds"),
                Keys.duration(tier, "blocked_seconds").toNanos(),
                Keys.duration(tier, "connection_seconds").toNanos(),
                Keys.count(tier, "writes"),
                Keys.count(tier, "messages_received"),
                Keys.count(tier, "bytes_received"),
                Keys.count(tier, "messages_malformed"),
                wrong(tier));
    }

    private static WrongMessages wrong(JsonNode tier) {
        return new WrongMessages(
                Keys.count(tier, "messages_garbled"),
                Keys.count(tier, "messages_missing"),
                Keys.count(tier, "messages_duplicated"),
                Keys.count(tier, "messages_reordered"),
                Keys.count(tier, "messages_foreign"));
    }
}
