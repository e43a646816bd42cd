package wse.preflight;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One comparison of what is needed with what this machine allows.
 *
 * @param name what is compared, for example {@code "descriptors"}
 * @param arithmetic both sides of the comparison with their numbers
 * @param remedy what to do, in words; empty with {@link Level#OK}
 * @param cures the commands or settings that do it; all of them are needed
 */
public record Finding(String name, Level level, String arithmetic, String remedy, List<Cure> cures) {

    /** How bad a finding is. */
    public enum Level {
        OK,
        /** The run works, but some of its figures may suffer. */
        WARN,
        /** The run cannot work. */
        FAIL
    }

    public Finding {
        cures = List.copyOf(cures);
    }

    static Finding ok(String name, String arithmetic) {
        return new Finding(name, Level.OK, arithmetic, "", List.of());
    }

    /** Creates a finding; it keeps the remedy only if there is a problem. */
    static Finding of(String name, Level level, String arithmetic, String remedy, Cure... cures) {
        return level == Level.OK ? ok(name, arithmetic) : new Finding(name, level, arithmetic, remedy, List.of(cures));
    }

    static Level failIf(boolean impossible) {
        return impossible ? Level.FAIL : Level.OK;
    }

    static Level warnIf(boolean doubtful) {
        return doubtful ? Level.WARN : Level.OK;
    }

    /** The command or setting that solves the problem; empty if there is none. */
    public String command() {
        return cures.stream().map(Cure::command).collect(Collectors.joining(" && "));
    }

    /** The whole finding in one sentence: the rule with its numbers, then the remedy. */
    public String sentence() {
        String cure = remedy.isEmpty() ? "" : "; " + remedy;
        return name + ": " + arithmetic + cure + (command().isEmpty() ? "" : ": " + command());
    }
}
