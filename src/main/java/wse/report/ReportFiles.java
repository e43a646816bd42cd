package wse.report;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
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
     * Writes {@code results.json} and the reports.
     *
     * @param runDir is created if it does not exist
     * @throws IOException naming the file; those before it have been written
     */
    public static void write(RunResult run, Path runDir) throws IOException {
        writeResults(run, runDir);
        renderInto(run, runDir);
    }

    /**
     * Writes only {@code results.json}, from which the reports can be rendered.
     *
     * @param runDir is created if it does not exist, or no longer exists
     */
    public static void writeResults(RunResult run, Path runDir) throws IOException {
        write(runDir, RESULTS, JsonReport.render(run));
    }

    /** Writes {@code report.md} and {@code report.html} only, for a run that was read from a file. */
    public static void renderInto(RunResult run, Path dir) throws IOException {
        write(dir, MARKDOWN, MarkdownReport.render(run));
        write(dir, HTML, HtmlReport.render(run));
    }

    /** Writes one file; the directory is created if it does not exist. */
    public static void write(Path dir, String name, String text) throws IOException {
        Path file = dir.resolve(name);
        try {
            Files.createDirectories(dir);
            WholeFile.replace(file, text);
        } catch (IOException e) {
            throw new IOException(file + " could not be written: " + WholeFile.reason(e), e);
        }
    }

    /** Points {@code latest} to a run. The link is relative, so that the directory of all runs can be moved. */
    public static void pointLatestTo(Path runDir) throws IOException {
        pointTo(runDir, LATEST);
    }

    /** Points a link next to a directory to that directory. */
    static void pointTo(Path runDir, String link) throws IOException {
        Path latest = runDir.toAbsolutePath().normalize().resolveSibling(link);
        Path fresh = WholeFile.part(latest);
        try {
            link(fresh, runDir.getFileName());
            WholeFile.rename(fresh, latest);
        } catch (IOException e) {
            WholeFile.discard(fresh, e);
            throw new IOException(
                    latest + " still points elsewhere: " + WholeFile.reason(e)
                            + "; delete it, and the next run creates it again",
                    e);
        }
    }

    private static void link(Path fresh, Path to) throws IOException {
        try {
            Files.createSymbolicLink(fresh, to);
        } catch (UnsupportedOperationException | FileSystemException e) {
            Files.writeString(fresh, to + "\n");
        }
    }
}
