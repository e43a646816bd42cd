package wse.server;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the connections whose handshake has not ended, in total and per address of the client, so that clients that never
 * finish their request cannot occupy the server. Thread-safe.
 */
final class PendingHandshakes {

    private static final int IPV4_BYTES = 4;

    private final AtomicInteger total = new AtomicInteger();

    /** Only addresses that have pending handshakes. */
    private final ConcurrentMap<Long, Integer> perAddress = new ConcurrentHashMap<>();

    /**
     * Counts a new handshake, unless that would be too many; returns whether it did.
     *
     * @param most the most in total
     * @param mostPerAddress the most from the same address
     */
    boolean tryBegin(InetAddress client, int most, int mostPerAddress) {
        if (total.incrementAndGet() > most) {
            total.decrementAndGet();
            return false;
        }
        if (perAddress.merge(network(client), 1, Integer::sum) > mostPerAddress) {
            end(client);
            return false;
        }
        return true;
    }

    /** The handshake has ended, successfully or not. */
    void end(InetAddress client) {
        total.decrementAndGet();
        perAddress.computeIfPresent(network(client), (network, count) -> count == 1 ? null : count - 1);
    }

    /** An IPv4 address, or the first half of an IPv6 address, because a single client may use all of the second half. */
    private static long network(InetAddress client) {
        ByteBuffer bytes = ByteBuffer.wrap(client.getAddress());
        return bytes.remaining() == IPV4_BYTES ? bytes.getInt() : bytes.getLong();
    }
}
