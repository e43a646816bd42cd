package wse.preflight;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/**
 * Local addresses to connect from, each of which has its own range of ports; every process uses all of them in turn.
 * Pure: it resolves no name and asks no interface.
 *
 * @param addresses the addresses in the given order, without duplicates
 */
public record SourceAddresses(List<String> addresses) {

    /** More than a million connections need, yet few enough to print. */
    private static final int MOST = 65_536;

    private static final Pattern QUAD = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");
    private static final Pattern COLONS = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*(%\\w+)?");
    private static final long FIRST_LOOPBACK = 0x7f00_0002L;
    private static final int BITS = 32;
    private static final int OCTET = 8;
    private static final int OCTET_MOST = 255;

    public SourceAddresses {
        addresses = addresses.stream().distinct().toList();
    }

    /**
     * This many addresses of 127.0.0.0/8, starting at 127.0.0.2. On Linux, all of them can be used without configuration.
     */
    public static SourceAddresses loopback(int count) {
        if (count < 0 || count > MOST) {
            throw new IllegalArgumentException("source addresses must be 0 to " + MOST + ": count=" + count);
        }
        return range(FIRST_LOOPBACK, FIRST_LOOPBACK + count - 1);
    }

    /** The same as text, as a range instead of a list. */
    static String loopbackRange(int count) {
        return text(FIRST_LOOPBACK) + (count == 1 ? "" : "-" + text(FIRST_LOOPBACK + count - 1));
    }

    /**
     * Reads a list such as {@code "127.0.0.2,127.0.1.1-127.0.1.20,10.0.0.0/28,fe80::1"}: addresses, ranges, and networks
     * without their first and last address.
     *
     * @throws IllegalArgumentException for anything else, and for more than 65,536 addresses
     */
    public static SourceAddresses parse(String list) {
        List<String> all = new ArrayList<>();
        for (String part : list.split(",", -1)) {
            all.addAll(part(part.strip()).addresses);
            require(all.size() <= MOST, list);
        }
        return new SourceAddresses(all);
    }

    private static SourceAddresses part(String part) {
        int dash = part.indexOf('-');
        int slash = part.indexOf('/');
        if (dash > 0) {
            return range(number(part.substring(0, dash), part), number(part.substring(dash + 1), part), part);
        }
        if (slash > 0) {
            return network(number(part.substring(0, slash), part), part.substring(slash + 1), part);
        }
        if (COLONS.matcher(part).matches()) {
            return new SourceAddresses(List.of(part));
        }
        long one = number(part, part);
        return range(one, one);
    }

    /** All addresses of a network, except its first and its last one (network and broadcast) if it has more than two. */
    private static SourceAddresses network(long address, String bits, String part) {
        require(bits.matches("\\d{1,2}") && Integer.parseInt(bits) <= BITS, part);
        long size = 1L << (BITS - Integer.parseInt(bits));
        long first = address / size * size;
        return size <= 2 ? range(first, first + size - 1) : range(first + 1, first + size - 2, part);
    }

    private static SourceAddresses range(long first, long last, String part) {
        require(first <= last && last - first < MOST, part);
        return range(first, last);
    }

    private static SourceAddresses range(long first, long last) {
        return new SourceAddresses(LongStream.rangeClosed(first, last)
                .mapToObj(SourceAddresses::text)
                .toList());
    }

    private static long number(String text, String part) {
        Matcher quad = QUAD.matcher(text.strip());
        require(quad.matches(), part);
        long number = 0;
        for (int i = 1; i <= quad.groupCount(); i++) {
            int octet = Integer.parseInt(quad.group(i));
            require(octet <= OCTET_MOST, part);
            number = number << OCTET | octet;
        }
        return number;
    }

    private static String text(long number) {
        return (number >> 3 * OCTET)
                + "." + (number >> 2 * OCTET & OCTET_MOST)
                + "." + (number >> OCTET & OCTET_MOST)
                + "." + (number & OCTET_MOST);
    }

    private static void require(boolean met, String part) {
        if (!met) {
            throw new IllegalArgumentException("source addresses must be at most " + MOST
                    + " addresses such as 127.0.0.2, 127.0.0.2-127.0.0.27 or 10.0.0.0/28: sources=" + part);
        }
    }

    public int count() {
        return addresses.size();
    }

    /** The addresses in the form that {@link #parse} reads, with neighbouring addresses combined into ranges. */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        int start = 0;
        for (int i = 1; i <= addresses.size(); i++) {
            if (i == addresses.size() || !areNeighbours(addresses.get(i - 1), addresses.get(i))) {
                parts.add(start == i - 1 ? addresses.get(start) : addresses.get(start) + "-" + addresses.get(i - 1));
                start = i;
            }
        }
        return String.join(",", parts);
    }

    private static boolean areNeighbours(String one, String next) {
        return QUAD.matcher(one).matches()
                && QUAD.matcher(next).matches()
                && number(one, one) + 1 == number(next, next);
    }
}
