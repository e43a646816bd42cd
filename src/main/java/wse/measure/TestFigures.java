package wse.measure;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Figures that only one kind of test measures, in addition to connects, pings and messages. */
public sealed interface TestFigures {

    /** For tests that measure nothing else. */
    static TestFigures none() {
        return new None();
    }

    /** The sum of both, as if one process had measured both. Figures that only one of them has are kept as they are. */
    TestFigures plus(TestFigures other);

    /**
     * The keys that these figures add to their tier in {@code results.json}: numbers, and durations, which become seconds.
     */
    Map<String, Object> keys();

    /** Connections that answered a ping at the end of the hold; empty if the test does not check this. */
    default OptionalLong alive() {
        return OptionalLong.empty();
    }

    /** Connections that were lost although they had been open before the tier began; 0 if there were none before. */
    default long lostEarlier() {
        return 0;
    }

    /** Figures of each request of a scenario, in the order of their first use; empty if the test is not one. */
    default List<RequestFigures> requests() {
        return List.of();
    }

    /** A copy with changed text in names and examples. */
    default TestFigures withWords(UnaryOperator<String> words) {
        return this;
    }

    /** Figures of a flood; empty if the test is not one. */
    default Optional<FloodUse> flood() {
        return Optional.empty();
    }

    /** No figures. */
    record None() implements TestFigures {

        @Override
        public TestFigures plus(TestFigures other) {
            return other;
        }

        @Override
        public Map<String, Object> keys() {
            return Map.of();
        }
    }

    /**
     * The number of connections that survived.
     *
     * @param living connections that answered a ping at the end of the hold
     */
    record Survival(long living) implements TestFigures {

        @Override
        public TestFigures plus(TestFigures other) {
            return new Survival(living + other.alive().orElse(0));
        }

        @Override
        public Map<String, Object> keys() {
            return Map.of("alive", living);
        }

        @Override
        public OptionalLong alive() {
            return OptionalLong.of(living);
        }
    }

    /**
     * The connections that are left after a step of a connection-limit search.
     *
     * @param living connections that answered a ping at the end of the hold
     * @param lostEarlier lost connections that earlier steps had opened
     */
    record StepSurvival(long living, long lostEarlier) implements TestFigures {

        @Override
        public TestFigures plus(TestFigures other) {
            return new StepSurvival(living + other.alive().orElse(0), lostEarlier + other.lostEarlier());
        }

        @Override
        public Map<String, Object> keys() {
            return lostEarlier == 0 ? Map.of("alive", living) : Map.of("alive", living, "lost_earlier", lostEarlier);
        }

        @Override
        public OptionalLong alive() {
            return OptionalLong.of(living);
        }
    }

    /** Figures of the requests of a scenario. */
    record Scenario(List<RequestFigures> requests) implements TestFigures {

        public Scenario {
            requests = List.copyOf(requests);
        }

        @Override
        public TestFigures plus(TestFigures other) {
            return new Scenario(RequestFigures.sum(Stream.concat(requests.stream(), other.requests().stream())));
        }

        /** Requests are not numbers: the {@code report} package writes them. */
        @Override
        public Map<String, Object> keys() {
            return Map.of();
        }

        @Override
        public TestFigures withWords(UnaryOperator<String> words) {
            return new Scenario(
                    requests.stream().map(request -> request.withWords(words)).toList());
        }
    }

    /** Figures of a flood. */
    record Flooding(FloodUse use) implements TestFigures {

        @Override
        public TestFigures plus(TestFigures other) {
            return new Flooding(other.flood().map(use::plus).orElse(use));
        }

        @Override
        public Map<String, Object> keys() {
            return use.keys();
        }

        @Override
        public Optional<FloodUse> flood() {
            return Optional.of(use);
        }
    }
}
