package wse.config;

import java.util.Arrays;
import java.util.Locale;
import wse.text.Words;

/** The transport that a user asks for: {@code wse.transport}. */
public enum TransportKind {
    /** The best transport for this machine and test. */
    AUTO,
    EPOLL,
    NIO,
    IO_URING;

    /**
     * The transport with this label.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static TransportKind of(String label) {
        return Arrays.stream(values())
                .filter(kind -> kind.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a transport must be "
                        + Words.or(Arrays.stream(values())
                                .map(TransportKind::label)
                                .toList())
                        + ": transport=" + label));
    }

    /** The value as a user writes it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
