package wse.dialect;

/**
 * Makes a protocol available under a name. It is found by {@link java.util.ServiceLoader}: name the class in a file {@code
 * META-INF/services/wse.dialect.DialectProvider} on the class path, and choose it with {@code wse.dialect=NAME}. Worker
 * processes and agents find it in the same way on their class paths. The class needs a public constructor without arguments.
 *
 * <p>One class may be both provider and {@link Dialect}:
 *
 * <pre>{@code
 * public final class ChatDialect implements DialectProvider, Dialect {
 *
 *     private static final Meaning LOGIN = Meaning.send(Payload.text("hello"));
 *
 *     public String name() { return "chat"; }
 *     public String summary() { return "our chat server"; }
 *     public Dialect create(DialectContext context) { return this; }
 *     public OpeningRequest openingRequest(int user) { return REQUEST; }
 *     public Meaning onOpen() { return LOGIN; }
 *     public Meaning onMessage(ByteBuf message, boolean text) { ... }
 * }
 * }</pre>
 */
public interface DialectProvider {

    /** As in {@code wse.dialect=NAME}: lower-case letters, digits and hyphens. */
    String name();

    /** What kind of server speaks this protocol, in a few words, for lists. */
    String summary();

    /**
     * Makes the dialect.
     *
     * @throws IllegalArgumentException if the context asks for something that the protocol cannot do; the user reads the
     *     message
     */
    Dialect create(DialectContext context);

    /** Whether it sends a token: {@code wse.secret} and {@code wse.token} are refused where it does not. */
    default boolean sendsToken() {
        return false;
    }

    /** Whether the embedded reference server speaks it, so that a run needs no {@code wse.host}. */
    default boolean isSpokenByReferenceServer() {
        return false;
    }
}
