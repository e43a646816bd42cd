package wse.preflight;

import java.util.List;
import wse.preflight.Finding.Level;

/**
 * Writes the remedies of findings as a POSIX shell script that a person reads first and then sources. The script may run
 * more than once, lowers no limit, and contains settings of the test only as comments, because they belong to the command
 * line of the test.
 */
public final class FixScript {

    private static final String HEAD = """
            # Written by: wse-stress preflight --fix. Nothing has been changed yet. Read this script, then source it in the
            # shell that will start the test:  . ./fix.sh
            # It may run twice. It raises limits and never lowers them. The changes last until the next boot.

            wse_raise() {
                [ "$(sysctl -n "$1")" -ge "$2" ] || sudo sysctl -w "$1=$2"
            }

            # Raises the limit of this shell, and of everything that it starts.
            wse_descriptors() {
                if [ "$(ulimit -H -n)" != unlimited ] && [ "$(ulimit -H -n)" -lt "$1" ]; then
                    sudo prlimit --pid $$ --nofile="$1:$1"
                fi
            }
            """;

    private FixScript() {}

    public static String of(List<Finding> findings) {
        StringBuilder script = new StringBuilder(HEAD);
        findings.stream().filter(finding -> finding.level() != Level.OK).forEach(finding -> append(script, finding));
        if (findings.stream().allMatch(finding -> finding.level() == Level.OK)) {
            script.append("\n# There is nothing to fix.\n");
        }
        return script.toString();
    }

    private static void append(StringBuilder script, Finding finding) {
        script.append("\n# ").append(finding.level()).append(' ').append(finding.name());
        script.append(": ").append(finding.arithmetic());
        script.append("\n# ").append(finding.remedy()).append('\n');
        finding.cures().forEach(cure -> script.append(cure.script()).append('\n'));
    }
}
