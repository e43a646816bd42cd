package wse.server;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Ids like the genuine server's: UUID version 7 (RFC 9562, 5.7), random but for the time. */
final class Ids {

    private Ids() {}

    static UUID next(long nowMillis) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long high = nowMillis << 16 | 0x7000 | random.nextInt(1 << 12);
        long low = Long.MIN_VALUE | random.nextLong() >>> 2;
        return new UUID(high, low);
    }
}
