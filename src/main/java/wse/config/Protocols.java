package wse.config;

import java.util.Optional;
import java.util.ServiceLoader;

/**
 * Looks up protocols. The settings must not depend on any protocol, so the implementation is found by {@link ServiceLoader}.
 */
public interface Protocols {

    /** The implementation on the class path. */
    static Protocols installed() {
        return ServiceLoader.load(Protocols.class, Protocols.class.getClassLoader())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "the jar must be complete: META-INF/services/wse.config.Protocols is missing"));
    }

    /**
     * The properties of a target's protocol.
     *
     * @param direction direction of the floods; empty in a test that does not flood
     * @throws BadInputException if there is no protocol of that name, or it refuses the target; the message is meant for the
     *     user
     */
    Protocol of(TargetConfig target, Optional<Direction> direction);
}
