package wse.engine;

/**
 * The peer broke a rule of RFC 6455, or sent too much, and the connection must fail with {@code code}. Has no stack trace, because it never
 * leaves the engine.
 */
final class ProtocolException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int code;

    ProtocolException(int code, String rule) {
        super(rule, null, false, false);
        this.code = code;
    }

    int code() {
        return code;
    }

    /** A message that is too big for this side breaks no rule of the RFC. */
    Disconnect.Kind kind() {
        return code == CloseCode.TOO_BIG ? Disconnect.Kind.CLIENT_LIMIT : Disconnect.Kind.PROTOCOL_ERROR;
    }
}
