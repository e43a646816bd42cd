package wse.config;

import java.util.ServiceLoader;

/**
 * Knows the protocols. The settings depend on no protocol, so the implementation is found by {@link ServiceLoader}.
 */
public interface Protocols {

    /** Those of this class path. */
    static Protocols installed() {
        return ServiceLoader.load(Protocols.class, Protocols.class.getClassLoader())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "the jar must be complete: META-INF/services/wse.config.Protocols is missing"));
    }

    /**
     * What the settings must know about the protocol of a target.
     *
     * @param direction of the floods; null in a test that does not flood
     * @throws BadInputException if there is no protocol of that name, or it refuses the target; the message says so to the user
     */
    Protocol of(TargetConfig target, Direction direction);
}
