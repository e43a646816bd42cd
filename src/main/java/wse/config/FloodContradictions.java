package wse.config;

import static wse.config.Contradictions.refuse;
import static wse.config.ScriptSettings.CORPUS;
import static wse.config.Settings.DECODE;
import static wse.config.Settings.DIALECT;
import static wse.config.Settings.DIRECTION;
import static wse.config.Settings.FORMATS;
import static wse.config.Settings.FRAMES_PER_WRITE;
import static wse.config.Settings.IN_FLIGHT;
import static wse.config.Settings.MASK;
import static wse.config.Settings.MAX_MESSAGE_SIZE;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import wse.text.Words;

/** Checks the settings of a flood for values that are allowed individually but not together. */
final class FloodContradictions {

    /**
     * More than WebSocket servers accept by default, but still small enough for each connection to keep one write in memory.
     */
    static final int LARGEST_MESSAGE = 16 << 20;

    private FloodContradictions() {}

    static void check(TestKind test, Values values, Protocol protocol) {
        unfitting(values)
                .forEach(setting -> refuse(values.isGiven(setting), () -> notInThisDirection(setting, values)));
        checkCorpus(values);
        checkProtocol(test, values, protocol);
        checkSizes(test, values);
        if (!values.get(FRAMES_PER_WRITE).isBlock()) {
            checkWrites(test, values);
        }
    }

    private static void checkCorpus(Values values) {
        refuse(
                values.isGiven(CORPUS) && values.get(DIRECTION) == Direction.IN,
                () -> "the messages of a file can only be sent from client to server, and back: "
                        + values.asGiven(CORPUS) + ", wse.direction=" + values.shown(DIRECTION)
                        + "; give wse.direction=out or echo, or leave wse.corpus out");
    }

    private static void checkProtocol(TestKind test, Values values, Protocol protocol) {
        refuse(
                !protocol.directions().contains(values.get(DIRECTION)),
                () -> "the " + protocol.name() + " dialect has no floods in this direction: wse.direction="
                        + values.shown(DIRECTION) + ", " + values.asGiven(DIALECT) + "; give wse.direction="
                        + labels(protocol.directions().stream().map(Direction::label)));
        refuse(
                test == TestKind.FORMAT_COMPARISON && !protocol.formats().containsAll(values.get(FORMATS)),
                () -> "the " + protocol.name() + " dialect has no messages in some of these formats: wse.formats="
                        + values.shown(FORMATS) + ", " + values.asGiven(DIALECT) + "; give wse.formats="
                        + protocol.formats().stream().map(Format::label).collect(Collectors.joining(",")));
        refuse(
                !protocol.decodesPayloads() && values.isGiven(DECODE) && values.get(DECODE) == Decoding.PAYLOADS,
                () -> "the " + protocol.name() + " dialect has no decoder of payloads: " + values.asGiven(DECODE) + ", "
                        + values.asGiven(DIALECT) + "; leave wse.decode out");
    }

    /** The client must accept the messages that it asks for. */
    private static void checkSizes(TestKind test, Values values) {
        int largest = largestMessage(test, values);
        refuse(
                values.get(DIRECTION).isReceiving()
                        && values.isGiven(MAX_MESSAGE_SIZE)
                        && values.get(MAX_MESSAGE_SIZE) < largest,
                () ->
                        "wse.maxMessageSize must not be smaller than the largest message of the test, which the server sends"
                                + " back: " + values.asGiven(MAX_MESSAGE_SIZE) + ", largest message " + largest
                                + " bytes; raise it or leave it out");
    }

    private static int largestMessage(TestKind test, Values values) {
        return test == TestKind.SIZE_MATRIX ? MessageSizes.largest(values) : MessageSizes.STANDARD;
    }

    private static String labels(Stream<String> labels) {
        return Words.or(labels.sorted().toList());
    }

    /** Settings without an effect in this direction. */
    static List<Setting<?>> unfitting(Values values) {
        List<Setting<?>> settings = new ArrayList<>();
        switch (values.get(DIRECTION)) {
            case OUT -> Collections.addAll(settings, IN_FLIGHT, DECODE);
            case IN -> Collections.addAll(settings, IN_FLIGHT, FRAMES_PER_WRITE, MASK);
            case ECHO -> {}
        }
        return settings;
    }

    private static String notInThisDirection(Setting<?> setting, Values values) {
        String fitting = setting == IN_FLIGHT ? "echo" : setting == DECODE ? "in or echo" : "out or echo";
        return setting.key() + " needs wse.direction=" + fitting + ": " + values.asGiven(setting) + ", wse.direction="
                + values.shown(DIRECTION) + "; leave it out or give another direction";
    }

    private static void checkWrites(TestKind test, Values values) {
        int frames = values.get(FRAMES_PER_WRITE).frames();
        refuse(
                values.get(DIRECTION) == Direction.ECHO && frames > values.get(IN_FLIGHT),
                () -> "wse.framesPerWrite must not exceed wse.inFlight, or the first write would: wse.framesPerWrite="
                        + frames + ", wse.inFlight=" + values.get(IN_FLIGHT) + "; lower the one or raise the other");
        int largest = largestMessage(test, values);
        refuse(
                (long) frames * largest > LARGEST_MESSAGE,
                () -> "wse.framesPerWrite times the largest message must stay within 16 MiB, for each connection keeps"
                        + " one write in memory: wse.framesPerWrite=" + frames + ", largest message " + largest
                        + " bytes; lower wse.framesPerWrite or leave it out");
    }
}
