package wse.engine;

/** Close codes of RFC 6455 section 7.4. */
public final class CloseCode {

    /** The purpose of the connection has been fulfilled. */
    public static final int NORMAL = 1000;

    static final int PROTOCOL_ERROR = 1002;
    /** Never sent on the wire: it means that the close frame had no code. */
    static final int NONE = 1005;

    /** The data does not match the type of the message, such as text that is not UTF-8. */
    static final int INVALID_DATA = 1007;

    static final int TOO_BIG = 1009;

    private CloseCode() {}

    /**
     * Whether an endpoint may send this code in a close frame: it is defined by the RFC, registered with IANA, or in
     * the range for libraries and applications.
     */
    public static boolean isValid(int code) {
        return code >= 1000 && code <= 1003 || code >= 1007 && code <= 1014 || code >= 3000 && code <= 4999;
    }

    /** @throws IllegalArgumentException unless {@link #isValid} */
    public static void require(int code) {
        if (!isValid(code)) {
            throw new IllegalArgumentException(mistake(code));
        }
    }

    /** What is wrong with a code that is not {@linkplain #isValid valid}. */
    static String mistake(int code) {
        return "a close code must be 1000 to 1003, 1007 to 1014 or 3000 to 4999 (RFC 6455 section 7.4): code=" + code;
    }
}
