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
        return new EchoDialect(context.path().orElse(EchoDialect.DEFAULT_TARGET));
    }
}
