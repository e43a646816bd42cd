package wse.text;

/** The abilities of the terminal. */
public final class Terminal {

    private Terminal() {}

    /** Whether text may contain ANSI colours: on a terminal, unless {@code NO_COLOR} is set (no-color.org). */
    public static boolean showsColours() {
        return System.console() != null && System.getenv("NO_COLOR") == null;
    }
}
