package wse.load;

import java.util.Objects;
import java.util.function.Consumer;
import wse.text.Redactor;

/**
 * What the user may see of a first contact.
 *
 * @param known hides the secrets of the settings
 * @param log receives each message that is sent or received, on the connection's event loop
 */
public record ContactView(Redactor known, Consumer<ContactMessage> log) {

    /** For settings without secrets, and without a log. */
    public static final ContactView PLAIN = new ContactView(Redactor.NONE, message -> {});

    public ContactView {
        Objects.requireNonNull(known, "known");
        Objects.requireNonNull(log, "log");
    }

    /** The same without a log. */
    public ContactView withoutLog() {
        return new ContactView(known, PLAIN.log());
    }
}
