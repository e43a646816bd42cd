package wse.measure;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What only one kind of test measures, beside connects, pings and messages. */
public sealed interface TestFigures {

    /** For tests that measure nothing else. */
    static TestFigures none() {
        return new None();
    }

    /** The two as if one process had measured both; figures of one side only are taken as they are. */
    TestFigures plus(TestFigures other);

    /** What the figures add to the keys of their tier in {@code results.json}: numbers, and durations for seconds. */
    Map<String, Object> keys();

    /** Connections that answered a ping at the end of the hold; empty if the test does not ask. */
    default OptionalLong alive() {
        return OptionalLong.empty();
    }

    /** What a flood took; empty if the test is not one. */
    default Optional<FloodUse> flood() {
        return Optional.empty();
    }

    /** Nothing. */
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
     * How many connections survived.
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

    /** What a flood took and what held it up. */
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
