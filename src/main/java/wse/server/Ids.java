package wse.server;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Ids like those of the genuine server: UUID version 7 (RFC 9562, 5.7), which consists of a time and random bits. */
final class Ids {

    private Ids() {}

    static UUID next(long nowMillis) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long high = nowMillis << 16 | 0x7000 | random.nextInt(1 << 12);
        long low = Long.MIN_VALUE | random.nextLong() >>> 2;
        return new UUID(high, low);
    }
}
