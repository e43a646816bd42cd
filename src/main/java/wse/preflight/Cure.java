package wse.preflight;

import java.util.Locale;

/**
 * One thing a person can do about a finding.
 *
 * @param command what to type: a shell command, or an option for the test's own command line
 * @param script the same for a POSIX shell script that may run twice; comments only, where a script can do nothing
 */
public record Cure(String command, String script) {

    /** Raises a number of the kernel, never lowers it. */
    static Cure raise(String name, long value) {
        return new Cure("sudo sysctl -w " + name + "=" + value, "wse_raise " + name + " " + value);
    }

    static Cure sysctl(String name, String value) {
        String set = "sudo sysctl -w " + name + "=\"" + value + "\"";
        return new Cure(set, "[ \"$(sysctl -n " + name + " | tr '\\t' ' ')\" = \"" + value + "\" ] || " + set);
    }

    /** Raises the limit of the shell that types it, and of what that starts. */
    static Cure descriptors(long wanted) {
        return new Cure("sudo prlimit --pid $$ --nofile=" + wanted + ":" + wanted, "wse_descriptors " + wanted);
    }

    static Cure address(String address) {
        String add = "sudo ip address add " + address + " dev lo";
        return new Cure(add, String.format(Locale.ROOT, "ip -o address show | grep -qwF '%s' || %s", address, add));
    }

    /** For the command line of the test. */
    static Cure option(String option) {
        return new Cure(option, "# give the test: " + option);
    }

    /** For tests that leave what is up silent while the others come up. */
    static Cure agentsUnlessKeptAlive(int machines) {
        String what = "for other tests use more agents, --agents " + machines;
        return new Cure(what, "# " + what);
    }

    /** @param machines 0 if not even more of them will do */
    static Cure agents(int machines) {
        String what = "nothing on this machine can: "
                + (machines == 0 ? "each agent needs more of it" : "use more agents, --agents " + machines);
        return new Cure(what, "# " + what);
    }
}
