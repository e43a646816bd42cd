package wse.run.progress;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import wse.health.MachineMemory;
import wse.measure.TierResult;
import wse.run.tiers.Tier;
import wse.text.Plain;

/**
 * Prints the progress of a run: permanent lines and a live line. On a terminal, the live line is rewritten in place;
 * elsewhere each update is a new line, so updates are less frequent. Thread-safe.
 */
public final class Narrator {

    private static final Duration ON_TERMINAL = Duration.ofSeconds(1);
    private static final Duration ELSEWHERE = Duration.ofSeconds(10);

    /** Goes to the beginning of the line and clears it. */
    private static final String AFRESH = "\r\u001b[K";

    /**
     * Cuts off lines that are longer than the terminal is wide, because only the end of a wrapped line would be rewritten.
     */
    private static final String CUT = "\u001b[?7l";

    private static final String WRAP = "\u001b[?7h";

    private final PrintStream out;
    private final boolean rewrites;
    private final Duration period;
    private final MachineMemory memory;
    private final Supplier<String> suffix;
    private final boolean namesPhases;
    private final Optional<ProgressListener> listener;
    private boolean liveStands;

    /** @param rewrites whether the live line is rewritten in place */
    Narrator(PrintStream out, boolean rewrites, Duration period, MachineMemory memory) {
        this(out, rewrites, rewrites, period, memory, () -> "", Optional.empty());
    }

    private Narrator(
            PrintStream out,
            boolean rewrites,
            boolean namesPhases,
            Duration period,
            MachineMemory memory,
            Supplier<String> suffix,
            Optional<ProgressListener> listener) {
        this.suffix = suffix;
        this.listener = listener;
        this.out = out;
        this.rewrites = rewrites;
        this.namesPhases = namesPhases;
        this.period = period;
        this.memory = memory;
    }

    /**
     * A narrator on standard output. Where lines cannot be rewritten, it names the phases of a tier only if a period is given,
     * so that the output of a short run fits on one screen.
     *
     * @param period time between two live lines; empty to choose it by whether standard output is a terminal
     */
    public static Narrator onStandardOutput(Optional<Duration> period) {
        boolean terminal = isTerminal();
        Duration fitting = terminal ? ON_TERMINAL : ELSEWHERE;
        return new Narrator(
                System.out,
                terminal,
                terminal || period.isPresent(),
                period.orElse(fitting),
                MachineMemory.now(),
                () -> "",
                Optional.empty());
    }

    /**
     * Checks the file behind standard output. {@code System.console()} would also need standard input to be a terminal,
     * which it is not under Maven.
     */
    private static boolean isTerminal() {
        try {
            String file = Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString();
            return file.startsWith("/dev/pts/") || file.startsWith("/dev/tty");
        } catch (IOException | UnsupportedOperationException notLinux) {
            return System.console() != null;
        }
    }

    /** The same, with a text at the end of each live line. Call it before the first line. */
    public Narrator withSuffix(Supplier<String> end) {
        return new Narrator(out, rewrites, namesPhases, period, memory, end, listener);
    }

    /** The same, with a listener that follows all tiers. Call it before the first line. */
    public Narrator withListener(ProgressListener follows) {
        return new Narrator(out, rewrites, namesPhases, period, memory, suffix, Optional.of(follows));
    }

    /** A narrator that prints nothing; a listener still follows the tiers. */
    public Narrator silent() {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        return new Narrator(nowhere, false, false, ELSEWHERE, memory, () -> "", listener);
    }

    /** Prints a permanent line, which may contain the words of a server. */
    public synchronized void say(String words) {
        String line = Plain.printable(words);
        out.println(liveStands ? AFRESH + line : line);
        liveStands = false;
    }

    /** Tells the listener, if there is one, the result of a tier. */
    public void ended(Tier tier, TierResult result) {
        listener.ifPresent(follows -> follows.ended(tier, result));
    }

    /** Says that a phase of a tier has begun, on the live line. */
    public synchronized void phase(String words) {
        if (namesPhases) {
            live(words);
        }
    }

    /** Prints the live line, in place of the previous one or below it. */
    public synchronized void live(String words) {
        String line = words + suffix.get();
        if (rewrites) {
            out.print(AFRESH + CUT + line + WRAP);
            out.flush();
            liveStands = true;
        } else {
            out.println(line);
        }
    }

    /** The listener that follows the tiers. */
    Optional<ProgressListener> listener() {
        return listener;
    }

    /** Time between two updates of the live line. */
    public Duration period() {
        return period;
    }

    /** The memory of this machine, with its increase since this narrator was created. */
    MachineMemory memory() {
        return memory;
    }
}
