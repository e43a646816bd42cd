package wse.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import wse.dialect.EchoDialect;
import wse.load.PingLedger.Fate;

class PingLedgerTest {

    private static final long FIRST = (1L << 32) - 3;

    private final PingLedger ledger = new PingLedger(FIRST);
    private final Link link = new Link(0, new EchoDialect("/"));
    private final Link other = new Link(1, new EchoDialect("/"));

    @Test
    void shouldNumberPingsInOrder() {
        assertThat(ledger.add(link, 10, 11)).isEqualTo(FIRST);
        assertThat(ledger.nextNumber()).isEqualTo(FIRST + 1);
        assertThat(ledger.add(other, 20, 21)).isEqualTo(FIRST + 1);
        assertThat(ledger.intendedNanos(FIRST + 1)).isEqualTo(20);
        assertThat(ledger.sentNanos(FIRST + 1)).isEqualTo(21);
        assertThat(ledger.open()).isEqualTo(2);
    }

    @Test
    void shouldKnowThePingsOfEachLinkAndTheirFates() {
        long answered = ledger.add(link, 0, 0);
        long lost = ledger.add(link, 0, 0);
        long open = ledger.add(link, 0, 0);
        ledger.resolve(answered, Fate.ANSWERED);
        ledger.resolve(lost, Fate.GIVEN_UP);

        assertThat(ledger.fate(answered, link)).isEqualTo(Fate.ANSWERED);
        assertThat(ledger.fate(lost, link)).isEqualTo(Fate.GIVEN_UP);
        assertThat(ledger.fate(open, link)).isEqualTo(Fate.OPEN);
        assertThat(ledger.fate(open, other)).isEqualTo(Fate.UNKNOWN);
        assertThat(ledger.fate(open + 1, link)).isEqualTo(Fate.UNKNOWN);
        assertThat(ledger.fate(-1, link)).isEqualTo(Fate.UNKNOWN);
        assertThat(ledger.fate(FIRST - 1, link)).isEqualTo(Fate.UNKNOWN);
    }

    @Test
    void shouldForgetAPingWhosePlaceAnotherNeeds() {
        long old = ledger.add(link, 0, 0);
        ledger.resolve(old, Fate.ANSWERED);
        for (int i = 0; i < 1_024; i++) {
            assertThat(ledger.fate(old, link)).isEqualTo(Fate.ANSWERED);
            ledger.resolve(ledger.add(link, 0, 0), Fate.ANSWERED);
        }
        assertThat(ledger.fate(old, link)).isEqualTo(Fate.UNKNOWN);
    }

    @Test
    void shouldFindTheOldestPingWhateverTheOrderOfAnswers() {
        for (int i = 0; i < 4; i++) {
            ledger.add(link, i, i);
        }
        answer(2, 0);
        assertThat(ledger.oldest()).isEqualTo(FIRST + 1);
        assertThat(link.firstPing).isEqualTo(FIRST + 1);
        answer(1);
        assertThat(ledger.oldest()).isEqualTo(FIRST + 3);
        assertThat(link.firstPing).isEqualTo(FIRST + 3);
        answer(3);
        assertThat(ledger.oldest()).isEqualTo(-1);
        assertThat(link.pingsInFlight).isZero();
        assertThat(ledger.open()).isZero();
    }

    @Test
    void shouldFindTheOldestPingOfALinkAmongThoseOfOthers() {
        for (int i = 0; i < 900; i++) {
            ledger.add(i % 300 == 0 ? link : other, i, i);
        }
        assertThat(link.firstPing).isEqualTo(FIRST);
        answer(0);
        assertThat(link.firstPing).isEqualTo(FIRST + 300);
        answer(300);
        assertThat(link.firstPing).isEqualTo(FIRST + 600);
        assertThat(link.lastPing).isEqualTo(FIRST + 600);
        assertThat(link.pingsInFlight).isEqualTo(1);
        assertThat(other.pingsInFlight).isEqualTo(897);
    }

    private void answer(int... offsets) {
        for (int offset : offsets) {
            ledger.resolve(FIRST + offset, Fate.ANSWERED);
        }
    }

    @Test
    void shouldKeepEveryOpenPingWhenTheRingGrowsWhileWrappedAround() {
        for (int i = 0; i < 1_000; i++) {
            ledger.resolve(ledger.add(link, 0, 0), Fate.ANSWERED);
        }
        long first = FIRST + 1_000;
        for (long number = first; number < first + 5_000; number++) {
            assertThat(ledger.add(linkOf(number), number * 3, number * 5)).isEqualTo(number);
        }
        for (long number = first; number < first + 5_000; number++) {
            assertThat(linkOf(number).firstPing).isEqualTo(number);
            assertThat(ledger.fate(number, linkOf(number))).isEqualTo(Fate.OPEN);
            assertThat(ledger.intendedNanos(number)).isEqualTo(number * 3);
            assertThat(ledger.sentNanos(number)).isEqualTo(number * 5);
            ledger.resolve(number, Fate.ANSWERED);
        }
        assertThat(ledger.open()).isZero();
    }

    private Link linkOf(long number) {
        return number % 2 == 0 ? link : other;
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, FIRST, FIRST + 2, FIRST + 3, 1L << 40})
    void shouldRecogniseTheIdsOfALinksOwnPingsOnly(long number) {
        PingIds ids = new PingIds();
        long id = ids.of(link, number);

        assertThat(id).isBetween(0L, (1L << 53) - 1);
        assertThat(ids.number(link, id, number)).isEqualTo(number);
        assertThat(ids.number(link, id, number + 1_000)).isEqualTo(number);
        assertThat(ids.number(link, -1, number)).isEqualTo(-1);
        assertThat(ids.number(link, id | 1L << 53, number)).isEqualTo(-1);
    }

    /** Two links have the same 21 bits by chance, but not many links in a row. */
    @Test
    void shouldGiveLinksAndRunsIdsOfTheirOwn() {
        PingIds ids = new PingIds(1);
        PingIds others = new PingIds(2);
        for (int i = 1; i < 1_000; i++) {
            Link each = new Link(i, new EchoDialect("/"));
            assertThat(ids.number(link, ids.of(each, 5), 5)).isEqualTo(-1);
            assertThat(ids.number(each, others.of(each, 5), 5)).isEqualTo(-1);
        }
    }
}
