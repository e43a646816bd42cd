package wse.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FlightsTest {

    private final Flights flights = new Flights();

    private void send(long nanos, int... messages) {
        for (int message : messages) {
            flights.sent(message, nanos);
        }
    }

    @Test
    void shouldTakeMessagesInTheOrderInWhichTheyWereSent() {
        send(10, 5, 6);
        send(20, 7);

        assertThat(flights.due()).isEqualTo(5);
        assertThat(flights.dueRun(9)).isEqualTo(3);
        assertThat(flights.dueRun(2)).isEqualTo(2);
        assertThat(flights.dueNanos()).isEqualTo(10);
        assertThat(flights.takeDue(9)).isEqualTo(2);
        assertThat(flights.dueNanos()).isEqualTo(20);
        assertThat(flights.takeDue(1)).isEqualTo(1);
        assertThat(flights.due()).isEqualTo(Flights.NONE);
        assertThat(flights.inFlight()).isZero();
    }

    @Test
    void shouldEndARunWhereTheIndicesBeginAgain() {
        send(10, 14, 15, 0, 1);
        assertThat(flights.dueRun(9)).isEqualTo(2);
    }

    @Test
    void shouldKeepOvertakenMessagesUntilTheyComeOrAreGivenUp() {
        send(10, 0, 1, 2, 3);
        assertThat(flights.isOvertaken(2)).isFalse();
        assertThat(flights.take(2)).isEqualTo(10);
        assertThat(flights.due()).isEqualTo(3);
        assertThat(flights.overtaken()).isEqualTo(2);
        assertThat(flights.like(message -> message == 2)).isEqualTo(Flights.NONE);
        assertThat(flights.isOvertaken(1)).isTrue();
        assertThat(flights.take(1)).isEqualTo(10);

        send(30, 4, 5);
        assertThat(flights.takeDue(1)).isEqualTo(1);
        assertThat(flights.takeDue(9)).isEqualTo(2);
        assertThat(flights.inFlight()).isEqualTo(1);
        assertThat(flights.giveUpOvertaken(6)).isFalse();
        assertThat(flights.giveUpOvertaken(5)).isTrue();
        assertThat(flights.giveUpOvertaken(5)).isFalse();
        assertThat(flights.inFlight()).isZero();
    }

    @Test
    void shouldNotGiveUpMessagesThatNoneHasOvertaken() {
        send(10, 0, 1, 2);
        assertThat(flights.giveUpOvertaken(0)).isFalse();
        flights.clear();
        assertThat(flights.inFlight()).isZero();
        assertThat(flights.due()).isEqualTo(Flights.NONE);
    }

    @Test
    void shouldGrowWhileWrappedAround() {
        for (int i = 0; i < 3; i++) {
            send(1, i);
            flights.takeDue(1);
        }
        send(5, 7);
        for (int i = 0; i < 100; i++) {
            send(i, i % 16);
        }
        assertThat(flights.take(7)).isEqualTo(5);
        for (int i = 0; i < 100; i++) {
            assertThat(flights.due()).isEqualTo(i % 16);
            assertThat(flights.dueNanos()).isEqualTo(i);
            assertThat(flights.takeDue(1)).isEqualTo(1);
        }
    }
}
