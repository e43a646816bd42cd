package wse.gatling.internal;

import io.gatling.commons.validation.Validation;
import java.util.function.Consumer;

/** Uses Gatling's validations from Java, which cannot cast to the type of a failure. */
final class Validations {

    private Validations() {}

    /** Calls exactly one of the two consumers, immediately. */
    static <T> void either(Validation<T> validation, Consumer<T> onSuccess, Consumer<String> onError) {
        validation.onSuccess(value -> {
            onSuccess.accept(value);
            return null;
        });
        validation.onFailure(message -> {
            onError.accept(message);
            return null;
        });
    }
}
