package wse.measure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/**
 * The requests of a scenario with the same name and the same step.
 *
 * @param name as the scenario gives it
 * @param outcomes of all of them; they add up to the attempts
 * @param service times of those that were sent, in microseconds: an unanswered request counts with its time-out; a step
 *     that expects no answer has no times
 */
public record RequestFigures(String name, Step step, OutcomeCounts outcomes, Histogram service) {

    /** What a request does. */
    public enum Step {
        /** Opens a connection, until it is ready. */
        CONNECT,
        /** Sends a ping of the protocol and waits for its answer. */
        PING,
        /** Sends a message and waits for an answer. */
        ASK,
        /** Only waits for a message. */
        AWAIT,
        /** Only sends a message. */
        SEND,
        /** Closes a connection, until the server has closed it, too. */
        CLOSE;

        /** The name in {@code results.json}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The step with this label; empty if there is none. */
        public static Optional<Step> of(String label) {
            return Stream.of(values())
                    .filter(step -> step.label().equals(label))
                    .findFirst();
        }

        /** Whether the step sends something and waits for the server's answer. */
        public boolean isAnswered() {
            return this == PING || this == ASK;
        }
    }

    /** What the requests that are added up have in common. */
    private record Key(String name, Step step) {}

    /** The figures of all these requests. Those with the same name and step are added up. */
    public static List<RequestFigures> sum(Stream<RequestFigures> requests) {
        Map<Key, RequestFigures> all = new LinkedHashMap<>();
        requests.forEach(one -> all.merge(new Key(one.name, one.step), one, RequestFigures::plus));
        return List.copyOf(all.values());
    }

    private RequestFigures plus(RequestFigures other) {
        Histogram both = service.copy();
        both.add(other.service);
        return new RequestFigures(name, step, outcomes.plus(other.outcomes), both);
    }

    RequestFigures withWords(UnaryOperator<String> words) {
        return new RequestFigures(words.apply(name), step, outcomes.withWords(words), service);
    }
}
