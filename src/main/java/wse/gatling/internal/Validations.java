package wse.gatling.internal;

import io.gatling.commons.validation.Validation;
import java.util.function.Consumer;

/** Gatling's validations from Java, where a failure is of a type the language cannot cast to. */
final class Validations {

    private Validations() {}

    /** Exactly one of the two is called, at once. */
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
