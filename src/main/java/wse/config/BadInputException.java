package wse.config;

/**
 * Thrown if a setting or the environment makes the run impossible. The message is one sentence: rule, value, remedy.
 */
public final class BadInputException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public BadInputException(String message) {
        super(message);
    }
}
