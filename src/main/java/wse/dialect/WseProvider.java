package wse.dialect;

/** Provides {@link WseDialect}. */
public final class WseProvider implements DialectProvider {

    static final String NAME = "wse";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String summary() {
        return "wse-server 2.0.0 and 2.5.1, and the embedded reference server";
    }

    @Override
    public Dialect create(DialectContext context) {
        return WseDialect.of(context);
    }

    @Override
    public boolean sendsToken() {
        return true;
    }

    @Override
    public boolean isSpokenByReferenceServer() {
        return true;
    }
}
