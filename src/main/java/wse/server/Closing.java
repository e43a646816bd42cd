package wse.server;

import wse.config.MessageForm;

/**
 * Payloads of the close frames that differ between versions of the genuine server: 2.0.0 closes without a code, 2.5.1 with
 * one. Do not modify the arrays.
 */
record Closing(byte[] tokenRefused, byte[] stopped) {

    /** From the range that RFC 6455 (7.4.2) leaves to applications. */
    private static final int AUTH_FAILED = 4401;

    private static final int GOING_AWAY = 1001;

    static Closing of(MessageForm form) {
        return switch (form) {
            case V2_0_0 -> new Closing(new byte[0], new byte[0]);
            case V2_5_1 ->
                new Closing(
                        CloseCodes.payload(AUTH_FAILED, "Authentication failed"),
                        CloseCodes.payload(GOING_AWAY, "server shutting down"));
        };
    }
}
