package wse.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import wse.config.Decoding;
import wse.config.Direction;
import wse.config.Format;
import wse.config.FramesPerWrite;
import wse.config.Masking;

class SplitTest {

    private static final Duration TEN = Duration.ofSeconds(10);

    @ParameterizedTest
    @CsvSource({"1,1", "1,5", "7,1", "7,2", "7,7", "10,3", "1000,26", "19231,52"})
    void shouldGiveEachConnectionOfTheTierToOneMember(int connections, int members) {
        List<TierPlan> parts = new StormPlan(ramp(connections, 0, 0)).split(members);

        assertThat(parts).hasSize(Math.min(connections, members));
        assertThat(parts.stream().flatMapToInt(SplitTest::indices).sorted().toArray())
                .isEqualTo(IntStream.range(0, connections).toArray());
    }

    @ParameterizedTest
    @CsvSource({"7,1", "7,2", "10,3", "1000,26"})
    void shouldKeepTheIntendedTimeOfEveryConnect(int connections, int members) {
        assertSameTimes(
                new StormPlan(ramp(connections, 0, 333)),
                members,
                (plan, index) -> plan.ramp().schedule().intendedNanos(index));
    }

    @ParameterizedTest
    @CsvSource({"7,1", "7,2", "10,3", "1000,26"})
    void shouldKeepTheIntendedTimeOfEveryPing(int connections, int members) {
        assertSameTimes(
                new PingPlan(ramp(connections, 0, 0), 3, 0.7, TEN),
                members,
                (plan, index) -> times(plan.schedule(index), plan.pings()));
    }

    @ParameterizedTest
    @CsvSource({"7,1", "7,2", "10,3", "1000,26"})
    void shouldKeepTheIntendedTimeOfEveryPingOfAHold(int connections, int members) {
        HoldPlan whole = new HoldPlan(ramp(connections, 0, 0), Duration.ofSeconds(31), Duration.ofSeconds(7), TEN);

        assertSameTimes(whole, members, (plan, index) -> times(plan.schedule(index), plan.pings()));
        assertSameTimes(whole, members, HoldPlan::rollCallNanos);
    }

    @ParameterizedTest
    @CsvSource({"10,3,3", "10,4,4", "512,26,26", "512,511,511", "5,9,5", "1,4,1"})
    void shouldSplitTheWindowExactlyAndLeaveNobodyWithoutOne(int window, int members, int expected) {
        List<TierPlan> parts = new StormPlan(ramp(1000, window, 0)).split(members);

        assertThat(parts).hasSize(expected).allMatch(part -> part.ramp().window() > 0);
        assertThat(parts.stream().mapToInt(part -> part.ramp().window()).sum()).isEqualTo(window);
    }

    @ParameterizedTest
    @CsvSource({"1000,1,7", "1000,4,4", "1000,26,7", "1000,26,52", "999,8,4"})
    void shouldUseSourceAddressesEvenlyOverEachMemberAndOverAll(int connections, int members, int sources) {
        Map<Integer, Long> ofAll = new HashMap<>();
        for (TierPlan part : new StormPlan(ramp(connections, 0, 0)).split(members)) {
            Map<Integer, Long> ofOne = indices(part)
                    .boxed()
                    .collect(Collectors.groupingBy(
                            index -> part.ramp().share().sourceTurn(index) % sources, Collectors.counting()));
            assertEven(ofOne, Math.min(sources, part.connections()), 1);
            ofOne.forEach((source, count) -> ofAll.merge(source, count, Long::sum));
        }
        assertEven(ofAll, sources, members);
    }

    @ParameterizedTest
    @CsvSource({"1000,1,1,2", "1000,2,0,2", "1000,4,4,2", "1000,3,2,8", "997,8,6,12", "5,2,1,8", "100,1,0,100"})
    void shouldUseTheServersAddressesEvenlyOverAll(int connections, int members, int sources, int servers) {
        Map<Integer, Long> ofAll = new HashMap<>();
        for (TierPlan part : new StormPlan(ramp(connections, 0, 0)).split(members)) {
            indices(part)
                    .map(index -> part.ramp().share().serverTurn(index, sources, servers))
                    .forEach(server -> ofAll.merge(server, 1L, Long::sum));
        }
        assertEven(ofAll, Math.min(connections, servers), 1);
    }

    @ParameterizedTest
    @CsvSource({"1,1,2", "1,2,2", "1,4,6", "2,2,2", "4,4,4", "3,2,8"})
    void shouldConnectFromEachSourceAddressOfAMemberToEachAddressOfTheServer(int members, int sources, int servers) {
        for (TierPlan part : new StormPlan(ramp(4_000, 0, 0)).split(members)) {
            Share share = part.ramp().share();
            Map<Integer, Long> pairs = indices(part)
                    .boxed()
                    .collect(Collectors.groupingBy(
                            index -> share.sourceTurn(index) % sources * servers
                                    + share.serverTurn(index, sources, servers),
                            Collectors.counting()));
            assertThat(pairs).hasSize(sources * servers);
        }
    }

    @ParameterizedTest
    @CsvSource({"7,3", "1000,26"})
    void shouldLeaveTheRestOfThePlanAsItIs(int connections, int members) {
        FloodPlan whole = new FloodPlan(ramp(connections, 0, 0), flow(), TEN, TEN);

        assertThat(whole.split(members))
                .allSatisfy(part -> assertThat(part.withRamp(whole.ramp())).isEqualTo(whole));
    }

    @ParameterizedTest
    @CsvSource({"7,8,3", "1000,1500,26", "3,7,5", "1000,2000,1"})
    void shouldNotTakeConnectionsFromAMemberWhenAStepGrows(int connections, int more, int members) {
        List<TierPlan> before = step(connections).split(members);
        List<TierPlan> after = step(more).split(members);

        for (int member = 0; member < before.size(); member++) {
            assertThat(after.get(member).connections())
                    .isGreaterThanOrEqualTo(before.get(member).connections());
            assertThat(after.get(member)).isInstanceOf(LimitStep.class);
        }
    }

    /** Each member has its turn for 64 connections at once, and no two members have it at the same time. */
    @Test
    void shouldGroupThePlacesOfEachOfManyMembers() {
        Share[] shares = IntStream.range(0, 26)
                .mapToObj(member -> new Share(member, 26, 500_000))
                .toArray(Share[]::new);
        Map<Integer, Set<Integer>> membersAt = new HashMap<>();
        Map<Integer, Integer> connectionsAt = new HashMap<>();
        for (int index = 0; index < 500_000; index++) {
            int place = shares[index % 26].place(index);
            membersAt.computeIfAbsent(place, at -> new HashSet<>()).add(index % 26);
            connectionsAt.merge(place, 1, Integer::sum);
        }

        assertThat(membersAt.keySet()).allMatch(place -> place >= 0 && place < 500_000);
        assertThat(membersAt).hasSizeBetween(500_000 / 64, 500_000 / 64 + 26);
        List<Integer> full =
                membersAt.keySet().stream().filter(place -> place < 499_000).toList();
        assertThat(full).allMatch(place -> membersAt.get(place).size() == 1 && connectionsAt.get(place) == 64);
    }

    @ParameterizedTest
    @CsvSource({"15, 500000", "16, 1000"})
    void shouldKeepTheOrderOfConnectionsIfTheMembersOrTheirConnectionsAreFew(int members, int connections) {
        Share share = new Share(1, members, connections);

        assertThat(IntStream.of(1, members + 1, connections - 1)).allMatch(index -> share.place(index) == index);
    }

    private static LimitStep step(int connections) {
        return new LimitStep(
                new HoldPlan(ramp(connections, 0, 0), TEN, TEN, TEN), LimitStep.Before.KEEP, 0, Duration.ZERO, false);
    }

    @ParameterizedTest
    @CsvSource({"0", "-1"})
    void shouldRefuseToSplitOverNoMembersOrTwice(int members) {
        StormPlan whole = new StormPlan(ramp(4, 0, 0));

        assertThatThrownBy(() -> whole.split(members)).hasMessage("members must be at least 1: members=" + members);
        assertThatThrownBy(() -> whole.split(2).get(0).split(2)).hasMessageContaining("only a whole tier can be split");
    }

    private static Flow flow() {
        return new Flow(Direction.OUT, Format.JSON, 175, FramesPerWrite.BLOCK, Masking.POOL, 1, Decoding.FRAMES);
    }

    /** A property of each connection of the tier, taken once from the whole plan and once from its parts. */
    private static <P extends TierPlan, V> void assertSameTimes(P whole, int members, BiFunction<P, Integer, V> value) {
        Map<Integer, V> gathered = new HashMap<>();
        for (TierPlan part : whole.split(members)) {
            @SuppressWarnings("unchecked") // parts are of the whole's type
            P typed = (P) part;
            indices(part).forEach(index -> gathered.put(index, value.apply(typed, index)));
        }
        Map<Integer, V> expected = new HashMap<>();
        indices(whole).forEach(index -> expected.put(index, value.apply(whole, index)));
        assertThat(gathered).isEqualTo(expected).hasSize(whole.connections());
    }

    private static List<Long> times(Schedule schedule, int events) {
        return IntStream.range(0, events).mapToObj(schedule::intendedNanos).toList();
    }

    private static IntStream indices(TierPlan plan) {
        return IntStream.range(0, plan.connections()).map(plan.ramp().share()::index);
    }

    private static void assertEven(Map<Integer, Long> counts, int keys, int tolerance) {
        assertThat(counts).hasSize(keys);
        long least = counts.values().stream().mapToLong(Long::longValue).min().orElseThrow();
        long most = counts.values().stream().mapToLong(Long::longValue).max().orElseThrow();
        assertThat(most - least).isLessThanOrEqualTo(tolerance);
    }

    private static Ramp ramp(int connections, int window, double rate) {
        return new Ramp(connections, window, rate, TEN, TEN);
    }
}
