package wse.config;

import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import wse.fuzz.Property;
import wse.fuzz.ShortRun;

/**
 * Whatever is given for a setting is either accepted or refused. An accepted value is within its range, and giving it
 * again in the form in which it is shown yields the same value. The first byte of an input chooses the kind of the
 * setting.
 */
public class SettingsFuzzTest {

    private static final int MUTATIONS = 50_000;
    private static final Duration LONGEST = Duration.ofDays(365);

    private static final List<Kind<?>> KINDS = List.of(
            Kind.count(0, 2_000_000),
            Kind.decimal(0, 1_000_000),
            Kind.duration(Duration.ofMillis(1), LONGEST),
            Kind.distinct(Kind.count(1, Integer.MAX_VALUE)),
            Kind.listOf(Kind.decimal(0.001, 100)),
            Kind.framesPerWrite(10_000),
            Texts.HOST,
            Texts.IP_ADDRESS,
            Texts.SOURCES,
            Texts.PATH,
            Texts.HTTP_URI,
            Texts.PROTOCOL,
            Kind.flag());

    @Test
    void shouldTakeSeedsAndMutations() throws IOException {
        ShortRun.of(SettingsFuzzTest.class, SettingsFuzzTest::fuzzerTestOneInput, MUTATIONS);
    }

    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length > 0) {
            String text = new String(input, 1, input.length - 1, StandardCharsets.UTF_8).strip();
            check(KINDS.get((input[0] & 0xff) % KINDS.size()), text);
        }
    }

    private static <T> void check(Kind<T> kind, String text) {
        T value;
        try {
            Kind.require(!text.isBlank());
            value = kind.parse().apply(text);
        } catch (IllegalArgumentException | ArithmeticException refused) {
            return;
        }
        String shown = kind.show().apply(value);
        Property.same(
                "a value is the same if it is given as it is shown",
                value,
                kind.parse().apply(shown));
        Property.holds(shown.chars().noneMatch(Character::isISOControl), "a value can be printed");
        checkRange(value);
        checkAddress(kind, text);
    }

    private static void checkRange(Object value) {
        if (value instanceof Integer count) {
            Property.holds(count >= 0 && count <= 2_000_000, "a count is in its range");
        } else if (value instanceof Double number) {
            Property.holds(number >= 0 && number <= 1_000_000, "a number is in its range");
        } else if (value instanceof Duration duration) {
            Property.holds(
                    duration.compareTo(Duration.ofMillis(1)) >= 0 && duration.compareTo(LONGEST) <= 0,
                    "a duration is in its range");
        } else if (value instanceof URI uri) {
            Property.holds(uri.getHost() != null && uri.getUserInfo() == null, "an address has a host and no password");
        }
    }

    /** Netty's check of addresses is an independent one, but knows fewer forms of IPv6 than RFC 4291. */
    private static void checkAddress(Kind<?> kind, String text) {
        if (kind == Texts.IP_ADDRESS || kind == Texts.SOURCES) {
            String first = text.split("[/-]")[0];
            Property.holds(
                    first.contains(":") || NetUtil.isValidIpV4Address(first), "an address is one for Netty, too");
        }
    }
}
