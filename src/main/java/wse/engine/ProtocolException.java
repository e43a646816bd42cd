package wse.engine;

/** The peer broke RFC 6455: the connection must fail with {@code code}. Control flow inside the engine, hence no stack. */
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
}
