package wse.dialect;

/** Provides {@link EchoDialect}. */
public final class EchoProvider implements DialectProvider {

    static final String NAME = "echo";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String summary() {
        return "any server that sends every message back";
    }

    @Override
    public Dialect create(DialectContext context) {
        if (!context.users().isEmpty() && !context.request().namesUsers()) {
            throw new IllegalArgumentException(
                    "an echo server knows no users, so wse.users has no effect; leave it out");
        }
        return new EchoDialect(context.path().orElse(EchoDialect.DEFAULT_TARGET));
    }
}
