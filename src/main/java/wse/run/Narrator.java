package wse.run;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import wse.health.MachineMemory;

/**
 * Tells people how a run goes: lines that stay, and a live one. On a terminal the live line is rewritten in place;
 * elsewhere each is a line of its own, so that they come less often. Thread-safe.
 */
final class Narrator {

    private static final Duration ON_TERMINAL = Duration.ofSeconds(1);
    private static final Duration ELSEWHERE = Duration.ofSeconds(10);

    /** To the line's beginning, and clear it. */
    private static final String AFRESH = "\r\u001b[K";

    /** A line longer than the terminal is wide is cut off: wrapped, only its end would be rewritten. */
    private static final String CUT = "\u001b[?7l";

    private static final String WRAP = "\u001b[?7h";

    private final PrintStream out;
    private final boolean rewrites;
    private final Duration period;
    private final MachineMemory memory;
    private boolean liveStands;

    /** @param rewrites whether the live line is rewritten in place */
    Narrator(PrintStream out, boolean rewrites, Duration period, MachineMemory memory) {
        this.out = out;
        this.rewrites = rewrites;
        this.period = period;
        this.memory = memory;
    }

    /**
     * On standard output.
     *
     * @param period between two live lines; null for what fits where it goes
     */
    static Narrator onStandardOutput(Duration period) {
        boolean terminal = isTerminal();
        Duration fitting = terminal ? ON_TERMINAL : ELSEWHERE;
        return new Narrator(System.out, terminal, period == null ? fitting : period, MachineMemory.now());
    }

    /** By the file it is: a console wants standard input to be a terminal too, and Maven gives none. */
    private static boolean isTerminal() {
        try {
            String file = Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString();
            return file.startsWith("/dev/pts/") || file.startsWith("/dev/tty");
        } catch (IOException | UnsupportedOperationException notLinux) {
            return System.console() != null;
        }
    }

    /** Says nothing. */
    Narrator silent() {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        return new Narrator(nowhere, false, ELSEWHERE, memory);
    }

    /** A line that stays. */
    synchronized void say(String line) {
        out.println(liveStands ? AFRESH + line : line);
        liveStands = false;
    }

    /** The live line: in place of the one before, or below it. */
    synchronized void live(String line) {
        if (rewrites) {
            out.print(AFRESH + CUT + line + WRAP);
            out.flush();
            liveStands = true;
        } else {
            out.println(line);
        }
    }

    /** Between two live lines. */
    Duration period() {
        return period;
    }

    /** Of this machine; its rise is since this narrator began. */
    MachineMemory memory() {
        return memory;
    }
}
