package wse.cli;

import java.util.List;
import java.util.Locale;
import wse.preflight.Finding;
import wse.preflight.Finding.Level;
import wse.preflight.Sizing;
import wse.text.Units;

/** The preflight report for people: the sizing in one paragraph, one row for each finding, and a conclusion. */
final class PreflightTable {

    private static final String RESET = "\u001b[0m";

    private final StringBuilder text = new StringBuilder();
    private final boolean colour;

    private PreflightTable(boolean colour) {
        this.colour = colour;
    }

    /** @param colour whether to use colours, for a terminal */
    static String of(Sizing sizing, List<Finding> findings, boolean colour) {
        PreflightTable table = new PreflightTable(colour);
        table.sizing(sizing);
        findings.forEach(table::row);
        table.lastWord(findings);
        return table.text.toString();
    }

    private void sizing(Sizing sizing) {
        String processes = Units.counted(sizing.processes(), "client process", "client processes") + " of up to "
                + Units.counted(sizing.connectionsPerProcess(), "connection");
        line(
                "%s connections need %s with %s each (-Xmx%dm), %s to connect from, and %s MB on each machine; the ramp takes"
                        + " at least %s s.",
                Units.count(sizing.connections()),
                Units.counted(sizing.agents(), "machine"),
                processes,
                megabytes(sizing.heapBytesPerProcess()),
                Units.counted(sizing.sourceAddresses(), "source address", "source addresses"),
                Units.count(megabytes(sizing.memoryBytes())),
                Units.count((long) Math.ceil(sizing.rampSeconds())));
        text.append('\n');
    }

    private static long megabytes(long bytes) {
        return bytes + (1 << 20) - 1 >> 20;
    }

    private void row(Finding finding) {
        line("%s %-21s %s", level(finding.level()), finding.name(), finding.arithmetic());
        if (finding.level() != Level.OK) {
            line("%-27s -> %s:", "", finding.remedy());
            line("%-30s %s", "", finding.command());
        }
    }

    private String level(Level level) {
        String word = String.format(Locale.ROOT, "%-5s", level);
        return colour ? "\u001b[" + colourOf(level) + "m" + word + RESET : word;
    }

    /** Green, yellow, red (ECMA-48, SGR). */
    private static int colourOf(Level level) {
        return switch (level) {
            case OK -> 32;
            case WARN -> 33;
            case FAIL -> 31;
        };
    }

    private void lastWord(List<Finding> findings) {
        long failed =
                findings.stream().filter(each -> each.level() == Level.FAIL).count();
        long warned =
                findings.stream().filter(each -> each.level() == Level.WARN).count();
        text.append('\n');
        if (failed > 0) {
            line(
                    "It cannot work because of %s. --fix prints the remedies as a shell script.",
                    Units.counted(failed, "limit"));
        } else {
            line("It can work%s.", warned > 0 ? "; " + Units.counted(warned, "warning") : "");
        }
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
