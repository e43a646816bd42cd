package wse.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.InflaterInputStream;

/**
 * Loads pages in a real browser and returns what a script observes in them. All pages are frames of one page, because
 * starting the browser takes longer than loading a page.
 */
final class PageProbe {

    static final List<String> BROWSERS = List.of("chromium", "chromium-browser", "google-chrome");

    private static final Pattern FOUND = Pattern.compile("<pre id=\"found\">([^<]*)</pre>");

    /** Counts the drawn pixels of each chart, moves to its last point with the keyboard, and reports to the outer page. */
    private static final String OBSERVER = """
            <script>
            addEventListener("load", () => setTimeout(() => {
              const charts = plots.map(({chart, plot}) => {
                const box = plot.root.parentElement;
                const {width, height} = plot.ctx.canvas;
                const pixels = plot.ctx.getImageData(0, 0, width, height).data;
                let drawn = 0;
                for (let i = 3; i < pixels.length; i += 4) if (pixels[i] > 0) drawn++;
                box.focus();
                box.dispatchEvent(new KeyboardEvent("keydown", {key: "End", bubbles: true}));
                return {
                  title: chart.title, drawn, data: plot.data, role: box.getAttribute("role"),
                  label: box.getAttribute("aria-label"), focused: document.activeElement === box,
                  said: document.querySelector(`[data-said="${box.dataset.chart}"]`).textContent,
                };
              });
              document.querySelectorAll("details").forEach(details => { details.open = true; });
              parent.postMessage({
                frame: FRAME, charts, error: document.documentElement.dataset.error ?? "",
                wider: document.documentElement.scrollWidth - innerWidth,
                ink: getComputedStyle(document.body).color,
              }, "*");
            }));
            </script>
            </body>
            """;

    private static final String OUTER = """
            <!doctype html><body><script>
            const all = [];
            addEventListener("message", e => { all.push(e.data); });
            addEventListener("load", () => setTimeout(() => {
              const found = document.createElement("pre");
              found.id = "found";
              found.textContent = encodeURIComponent(JSON.stringify(all));
              document.body.append(found);
            }, 2000));
            </script>
            """;

    private final Path dir;
    private final Path browser;
    private final StringBuilder outer = new StringBuilder(OUTER);
    private int frames;

    private PageProbe(Path dir, Path browser) {
        this.dir = dir;
        this.browser = browser;
    }

    /** Empty if there is no browser on the path. */
    static Optional<PageProbe> in(Path dir) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(path -> BROWSERS.stream().map(name -> Path.of(path, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .map(browser -> new PageProbe(dir, browser));
    }

    /** Adds a page. Its observations are at the index that is returned. */
    int add(String html, int width) throws IOException {
        String page = "page" + frames + ".html";
        Files.writeString(
                dir.resolve(page), html.replace("</body>\n", OBSERVER.replace("FRAME", String.valueOf(frames))));
        outer.append(
                "<iframe src=\"" + page + "\" style=\"border:0; height:900px; width:" + width + "px\"></iframe>\n");
        return frames++;
    }

    /** The observations of all pages. Fails if the browser writes a message to its console. */
    JsonNode[] observe(String... options) throws IOException, InterruptedException {
        Path page = Files.writeString(dir.resolve("outer.html"), outer + "</body>\n");
        String dom = run(
                page, Stream.concat(Stream.of("--dump-dom"), Stream.of(options)).toArray(String[]::new));
        Matcher found = FOUND.matcher(dom);
        if (!found.find()) {
            throw new IOException("the script of the outer page did not run: " + dom);
        }
        JsonNode[] all = new JsonNode[frames];
        String json = URLDecoder.decode(found.group(1), StandardCharsets.UTF_8);
        new ObjectMapper().readTree(json).forEach(each -> all[each.get("frame").intValue()] = each);
        return all;
    }

    /** A page as it is printed for a reader who prefers dark colours: the instructions that draw it. */
    String print(String html) throws IOException, InterruptedException {
        Path page = Files.writeString(dir.resolve("printed.html"), html);
        Path pdf = dir.resolve("printed.pdf");
        run(page, "--blink-settings=preferredColorScheme=0", "--print-to-pdf=" + pdf);
        String file = Files.readString(pdf, StandardCharsets.ISO_8859_1);
        StringBuilder drawing = new StringBuilder();
        Matcher streams = Pattern.compile("stream\\r?\\n").matcher(file);
        while (streams.find()) {
            drawing.append(inflated(file.substring(streams.end())));
        }
        return drawing.toString();
    }

    /** Empty if the bytes do not begin with compressed ones. */
    private static String inflated(String bytes) {
        byte[] raw = bytes.getBytes(StandardCharsets.ISO_8859_1);
        try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(raw))) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException notCompressed) {
            return "";
        }
    }

    private String run(Path page, String... options) throws IOException, InterruptedException {
        Path dom = dir.resolve("dom.html");
        Path log = dir.resolve("log.txt");
        ProcessBuilder builder = new ProcessBuilder(
                browser.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--enable-logging=stderr",
                "--virtual-time-budget=10000",
                "--user-data-dir=" + dir.resolve("profile"));
        builder.command().addAll(List.of(options));
        builder.command().add(page.toUri().toString());
        Process process =
                builder.redirectOutput(dom.toFile()).redirectError(log.toFile()).start();
        try {
            if (!process.waitFor(2, TimeUnit.MINUTES)) {
                throw new IOException("the browser must end within two minutes: " + Files.readString(log));
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        String messages = Files.readString(log);
        if (messages.contains("CONSOLE")) {
            throw new IOException("the page must not write to the console: " + messages);
        }
        return Files.readString(dom);
    }
}
