package wse.dialect.script;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What may be written between <code>#{</code> and <code>}</code> in a message. */
enum Placeholder {
    /** The id of a ping, up to 2^53 - 1. */
    ID("id"),
    /** The same, but below 2^31, for servers that keep ids in 32 bits. */
    SHORT_ID("shortId"),
    /** Index of the connection within its tier, from 0. */
    INDEX("index"),
    /** The time in milliseconds since 1970. */
    NOW("now"),
    /** The time in seconds since 1970. */
    NOW_SECONDS("now.seconds"),
    /** A number of ten digits that distinguishes the messages of a flood. */
    NUMBER("number"),
    /** Letters that bring a flood's message to the size of the test. */
    PADDING("padding"),
    /** The message of the published suite as JSON. */
    TRADE_UPDATE("tradeUpdate"),
    /** The number of bytes after it; only in binary messages. */
    LENGTH("length"),
    /** A column of the connection's row of {@code wse.users}. */
    USER("user.COLUMN"),
    /** An environment variable of the run. */
    ENV("env.NAME"),
    /** A value that was kept from a message of the server. */
    KEPT("kept.NAME");

    private final String pattern;

    Placeholder(String pattern) {
        this.pattern = pattern;
    }

    /** The fixed beginning, such as {@code user.}, if the user chooses the part after the dot; otherwise empty. */
    private String family() {
        int dot = pattern.indexOf('.');
        return this == NOW_SECONDS || dot < 0 ? "" : pattern.substring(0, dot + 1);
    }

    private boolean isNamed(String name) {
        String family = family();
        return family.isEmpty() ? name.equals(pattern) : name.startsWith(family) && name.length() > family.length();
    }

    /** The part of a name after the dot. */
    String own(String name) {
        return name.substring(family().length());
    }

    static Stream<Placeholder> named(String name) {
        return Stream.of(values()).filter(each -> each.isNamed(name));
    }

    /** Whether it is a number. */
    boolean isNumber() {
        return switch (this) {
            case ID, SHORT_ID, INDEX, NOW, NOW_SECONDS, NUMBER, LENGTH -> true;
            case PADDING, TRADE_UPDATE, USER, ENV, KEPT -> false;
        };
    }

    static String list(Set<Placeholder> some) {
        return Stream.of(values())
                .filter(some::contains)
                .map(each -> "#{" + each.pattern + "}")
                .collect(Collectors.joining(", "));
    }
}
