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

    /** The name to use in {@code wse.dialect=NAME}: lower-case letters, digits and hyphens. */
    String name();

    /** The kind of server that speaks this protocol, in a few words, for lists. */
    String summary();

    /**
     * Creates the dialect.
     *
     * @throws IllegalArgumentException if the context asks for something that the protocol cannot do; the message is shown
     *     to the user
     */
    Dialect create(DialectContext context);

    /** Whether the dialect sends a token. If it does not, {@code wse.secret} and {@code wse.token} are refused. */
    default boolean sendsToken() {
        return false;
    }

    /** Whether the embedded reference server speaks this protocol, so that a run needs no {@code wse.host}. */
    default boolean isSpokenByReferenceServer() {
        return false;
    }
}
