package wse.preflight;

import java.util.Locale;

/**
 * One thing that a person can do about a finding.
 *
 * @param command what to type: a shell command, or an option for the command line of the test
 * @param script the same for a POSIX shell script that may run more than once; only a comment if a script cannot do it
 */
public record Cure(String command, String script) {

    /** Raises a limit of the kernel; never lowers it. */
    static Cure raise(String name, long value) {
        return new Cure("sudo sysctl -w " + name + "=" + value, "wse_raise " + name + " " + value);
    }

    static Cure sysctl(String name, String value) {
        String set = "sudo sysctl -w " + name + "=\"" + value + "\"";
        return new Cure(set, "[ \"$(sysctl -n " + name + " | tr '\\t' ' ')\" = \"" + value + "\" ] || " + set);
    }

    /** Raises the limit of the shell that runs it, and of everything that this shell starts. */
    static Cure descriptors(long wanted) {
        return new Cure("sudo prlimit --pid $$ --nofile=" + wanted + ":" + wanted, "wse_descriptors " + wanted);
    }

    static Cure address(String address) {
        String add = "sudo ip address add " + address + " dev lo";
        return new Cure(add, String.format(Locale.ROOT, "ip -o address show | grep -qwF '%s' || %s", address, add));
    }

    /** An option for the command line of the test. */
    static Cure option(String option) {
        return new Cure(option, "# add to the command line of the test: " + option);
    }

    /** The same for tests whose connections, once they are ready, stay silent during the rest of the ramp. */
    Cure unlessKeptAlive() {
        return new Cure(command, "# if the test does not keep its connections alive, " + command);
    }

    static Cure moreAgents(int machines) {
        String what = "use more agents: --agents " + machines;
        return new Cure(what, "# " + what);
    }

    /** No number of agents would be enough. */
    static Cure smallerTiers(long connections) {
        String what = "use smaller tiers: at most " + Situation.connections(connections) + " on each machine";
        return new Cure(what, "# " + what);
    }

    /** @param machines how many are needed; 0 if no number of them is enough */
    static Cure agents(int machines) {
        String what = "this machine is not enough: "
                + (machines == 0 ? "each agent needs more of it" : "use more agents, --agents " + machines);
        return new Cure(what, "# " + what);
    }
}
