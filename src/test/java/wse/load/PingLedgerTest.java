package wse.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import wse.dialect.EchoDialect;

class PingLedgerTest {

    private final PingLedger ledger = new PingLedger(0);
    private final Link link = new Link(0, new EchoDialect("/"));
    private final Link other = new Link(1, new EchoDialect("/"));

    @Test
    void shouldIssueIdsInOrder() {
        assertThat(ledger.add(link, 10, 11)).isZero();
        assertThat(ledger.nextId()).isEqualTo(1);
        assertThat(ledger.add(other, 20, 21)).isEqualTo(1);
        assertThat(ledger.intendedNanos(1)).isEqualTo(20);
        assertThat(ledger.sentNanos(1)).isEqualTo(21);
        assertThat(ledger.open()).isEqualTo(2);
    }

    @Test
    void shouldKnowAnOpenIdOnlyForItsLink() {
        long id = ledger.add(link, 0, 0);
        assertThat(ledger.isOpen(id, link)).isTrue();
        assertThat(ledger.isOpen(id, other)).isFalse();
        assertThat(ledger.isOpen(id + 1, link)).isFalse();
        assertThat(ledger.isOpen(-1, link)).isFalse();
        ledger.resolve(id);
        assertThat(ledger.isOpen(id, link)).isFalse();
    }

    @Test
    void shouldFindTheOldestPingWhateverTheOrderOfAnswers() {
        for (int i = 0; i < 4; i++) {
            ledger.add(link, i, i);
        }
        ledger.resolve(2);
        ledger.resolve(0);
        assertThat(ledger.oldest()).isEqualTo(1);
        ledger.resolve(1);
        assertThat(ledger.oldest()).isEqualTo(3);
        ledger.resolve(3);
        assertThat(ledger.oldest()).isEqualTo(-1);
        assertThat(ledger.open()).isZero();
    }

    @Test
    void shouldKeepEveryOpenPingWhenTheRingGrowsWhileWrappedAround() {
        for (int i = 0; i < 1_000; i++) {
            ledger.resolve(ledger.add(link, 0, 0));
        }
        for (long id = 1_000; id < 6_000; id++) {
            assertThat(ledger.add(id % 2 == 0 ? link : other, id * 3, id * 5)).isEqualTo(id);
        }
        for (long id = 1_000; id < 6_000; id++) {
            assertThat(ledger.isOpen(id, id % 2 == 0 ? link : other)).isTrue();
            assertThat(ledger.intendedNanos(id)).isEqualTo(id * 3);
            assertThat(ledger.sentNanos(id)).isEqualTo(id * 5);
            ledger.resolve(id);
        }
        assertThat(ledger.open()).isZero();
    }
}
