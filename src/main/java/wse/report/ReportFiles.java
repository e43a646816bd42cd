package wse.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import wse.measure.RunResult;

/** Writes a run's files into its directory, and makes {@code latest}, next to it, point to the newest run. */
public final class ReportFiles {

    /** The contract: see {@link JsonReport}. */
    public static final String RESULTS = "results.json";

    public static final String MARKDOWN = "report.md";
    public static final String HTML = "report.html";

    /**
     * Next to the directories of the runs: a symbolic link, or a text file with the directory's name if links are not
     * allowed.
     */
    public static final String LATEST = "latest";

    private ReportFiles() {}

    /**
     * Writes {@code results.json} and the reports, and points {@code latest} to them. Each file is written atomically, so
     * that a reader never sees half of one.
     *
     * @param runDir is created if it does not exist
     */
    public static void write(RunResult run, Path runDir) throws IOException {
        Files.createDirectories(runDir);
        replace(runDir.resolve(RESULTS), JsonReport.render(run));
        renderInto(run, runDir);
        pointLatestTo(runDir.toAbsolutePath().normalize());
    }

    /** Writes {@code report.md} and {@code report.html} only, for a run that was read from a file. */
    public static void renderInto(RunResult run, Path dir) throws IOException {
        Files.createDirectories(dir);
        replace(dir.resolve(MARKDOWN), MarkdownReport.render(run));
        replace(dir.resolve(HTML), HtmlReport.render(run));
    }

    private static void replace(Path file, String text) throws IOException {
        Path half = file.resolveSibling(file.getFileName() + ".part");
        Files.writeString(half, text, StandardCharsets.UTF_8);
        move(half, file);
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** The link is relative, so that the directory of all runs can be moved. */
    private static void pointLatestTo(Path runDir) throws IOException {
        Path latest = runDir.resolveSibling(LATEST);
        Path fresh = runDir.resolveSibling(LATEST + ".part");
        Files.deleteIfExists(fresh);
        try {
            Files.createSymbolicLink(fresh, runDir.getFileName());
        } catch (UnsupportedOperationException | FileSystemException e) {
            Files.writeString(fresh, runDir.getFileName() + "\n");
        }
        move(fresh, latest);
    }
}
