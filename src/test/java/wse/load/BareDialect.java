package wse.load;

import wse.dialect.Dialect;
import wse.dialect.OpeningRequest;

/** A protocol without a ping. */
public record BareDialect() implements Dialect {

    @Override
    public String name() {
        return "bare";
    }

    @Override
    public OpeningRequest openingRequest(int user) {
        return OpeningRequest.of("/");
    }
}
