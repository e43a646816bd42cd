package wse.config;

import java.util.Arrays;
import wse.text.Words;

/** The two forms in which a WSE server writes its text messages, named by the version that introduced each. */
public enum MessageForm {
    /**
     * The category precedes the JSON: {@code WSE{"t":…}}. If the token is rejected, the connection is closed without a code.
     */
    V2_0_0("2.0.0"),
    /**
     * The category is the first member of the JSON: {@code {"c":"WSE","t":…}}. If the token is rejected, the close code is
     * 4401.
     */
    V2_5_1("2.5.1");

    private final String version;

    MessageForm(String version) {
        this.version = version;
    }

    /** The server version, as {@code --form} and {@code wse.form} spell it. */
    public String version() {
        return version;
    }

    /**
     * The form that a version uses.
     *
     * @throws IllegalArgumentException if no form is named by this version
     */
    public static MessageForm of(String version) {
        return Arrays.stream(values())
                .filter(form -> form.version.equals(version))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("form must be "
                        + Words.or(Arrays.stream(values())
                                .map(MessageForm::version)
                                .toList())
                        + ": form=" + version));
    }
}
