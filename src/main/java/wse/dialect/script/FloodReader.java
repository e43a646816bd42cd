package wse.dialect.script;

import java.util.List;
import java.util.Optional;
import wse.config.Direction;

/**
 * Reads from a description what the messages of a flood are, and what confirms them. Immutable.
 *
 * @param hasPing whether the protocol has a ping of its own
 */
record FloodReader(Scope.Sources sources, boolean hasPing) {

    private static final String BY_PING = "ping";
    private static final String BY_FRAME = "pingFrame";
    private static final String BY_ECHO = "echo";
    private static final String BY_ANSWER = "answer";

    FloodMessage read(Value value) {
        Fields flood = Fields.of(value, "message", "answer", "confirmedBy");
        Optional<Template> message = flood.find("message", new TemplateReader(Scope.ofFlood(sources))::message);
        Optional<FloodAnswer> answer = flood.find("answer", given -> answer(given, message));
        String confirmedBy = flood.find("confirmedBy", given -> confirmedBy(given, answer.isPresent()))
                .orElse(answer.isPresent() ? BY_ANSWER : hasPing ? BY_PING : BY_FRAME);
        boolean comesBack = confirmedBy.equals(BY_ECHO) || confirmedBy.equals(BY_ANSWER);
        return new FloodMessage(
                message, answer, comesBack ? Direction.ECHO : Direction.OUT, !hasPing || confirmedBy.equals(BY_FRAME));
    }

    private FloodAnswer answer(Value value, Optional<Template> message) {
        Match match = MatchReader.ofFloodAnswers(sources).read(value);
        Optional<NumberPlace> number = message.flatMap(Template::numberPlace);
        if (match.hasId() && number.isEmpty()) {
            throw value.refused("an answer can have a number only if the message has one: flood.message has no"
                    + " #{number}, or has it between two parts whose lengths vary; add or move it, or leave the number"
                    + " out here, and the answers are matched in order");
        }
        return new FloodAnswer(match, number.orElse(new NumberPlace(0, 0, null)));
    }

    private String confirmedBy(Value value, boolean hasAnswer) {
        String confirmedBy = value.choice(List.of(BY_PING, BY_FRAME, BY_ECHO, BY_ANSWER));
        if (confirmedBy.equals(BY_PING) && !hasPing) {
            throw value.refused("flood.confirmedBy=ping needs a ping of the protocol, but there is no ping; add it,"
                    + " or give pingFrame");
        }
        if (confirmedBy.equals(BY_ANSWER) && !hasAnswer) {
            throw value.refused("flood.confirmedBy=answer needs flood.answer, the message with which the server answers"
                    + " each message of the flood; add it");
        }
        if (confirmedBy.equals(BY_ECHO) && hasAnswer) {
            throw value.refused("flood.confirmedBy=echo means that the server sends each message back, but flood.answer"
                    + " is another message; give answer, or leave flood.answer out");
        }
        return confirmedBy;
    }
}
