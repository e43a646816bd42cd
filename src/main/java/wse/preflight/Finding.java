package wse.preflight;

/**
 * One comparison of what is needed with what this machine allows.
 *
 * @param name of what is compared, as in {@code "descriptors"}
 * @param arithmetic both sides of the comparison, with their numbers
 * @param remedy what to do, in words; empty with {@link Level#OK}
 * @param command the shell command or the setting that does it; empty if there is none
 */
public record Finding(String name, Level level, String arithmetic, String remedy, String command) {

    /** How bad a finding is. */
    public enum Level {
        OK,
        /** The run works, but a figure of it may suffer. */
        WARN,
        /** The run cannot work. */
        FAIL
    }

    static Finding ok(String name, String arithmetic) {
        return new Finding(name, Level.OK, arithmetic, "", "");
    }

    /** The whole finding in one sentence: rule and numbers, then the remedy. */
    public String sentence() {
        String cure = remedy.isEmpty() ? "" : "; " + remedy;
        return name + ": " + arithmetic + cure + (command.isEmpty() ? "" : ": " + command);
    }
}
