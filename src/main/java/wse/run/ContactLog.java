package wse.run;

import java.util.function.Consumer;
import wse.config.Config;
import wse.dialect.Dialect;
import wse.load.ContactView;

/** Shows the messages of the first contact, so that the author of a description sees why a login does not work. Stateless. */
final class ContactLog {

    private ContactLog() {}

    /** @param say prints a line */
    static ContactView of(Config config, Dialect dialect, Consumer<String> say) {
        return dialect.showsFirstContact()
                ? new ContactView(config.redactor(), message -> say.accept("first contact, " + message))
                : new ContactView(config.redactor(), message -> {});
    }
}
