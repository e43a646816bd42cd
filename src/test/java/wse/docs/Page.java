package wse.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/** A Markdown page of this repository. Immutable. */
public record Page(Path path, String text) {

    /** A block of code, fenced or indented; an indented one has no language. */
    public record Block(String language, String code) {}

    private static final List<Path> FOLDERS =
            List.of(Path.of("docs"), Path.of("bench"), Path.of("deploy"), Path.of("src"));

    /** All Markdown pages of the repository, in the order of their paths. */
    public static List<Page> all() {
        List<Path> files = new ArrayList<>(markdownIn(Path.of(""), 1));
        FOLDERS.forEach(folder -> files.addAll(markdownIn(folder, Integer.MAX_VALUE)));
        return files.stream().sorted().map(Page::read).toList();
    }

    private static List<Path> markdownIn(Path folder, int depth) {
        try (Stream<Path> files = Files.walk(folder, depth)) {
            return files.filter(file -> file.toString().endsWith(".md")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Page read(Path path) {
        try {
            return new Page(path, Files.readString(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The targets of links and images, as they are written. */
    List<String> links() {
        List<String> links = new ArrayList<>();
        visit(new AbstractVisitor() {
            @Override
            public void visit(Link link) {
                links.add(link.getDestination());
                visitChildren(link);
            }

            @Override
            public void visit(Image image) {
                links.add(image.getDestination());
            }
        });
        return links;
    }

    public List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        visit(new AbstractVisitor() {
            @Override
            public void visit(FencedCodeBlock block) {
                blocks.add(new Block(block.getInfo(), block.getLiteral()));
            }

            @Override
            public void visit(IndentedCodeBlock block) {
                blocks.add(new Block("", block.getLiteral()));
            }
        });
        return blocks;
    }

    /** Code inside sentences. */
    List<String> codeSpans() {
        List<String> spans = new ArrayList<>();
        visit(new AbstractVisitor() {
            @Override
            public void visit(Code code) {
                spans.add(code.getLiteral());
            }
        });
        return spans;
    }

    /** The anchors that GitHub creates for the headings of this page, for links after a {@code #}. */
    Set<String> anchors() {
        Set<String> anchors = new HashSet<>();
        visit(new AbstractVisitor() {
            @Override
            public void visit(Heading heading) {
                anchors.add(anchor(textOf(heading)));
            }
        });
        return anchors;
    }

    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}\\-_ ]", "")
                .replace(' ', '-');
    }

    private static String textOf(Node node) {
        StringBuilder text = new StringBuilder();
        node.accept(new AbstractVisitor() {
            @Override
            public void visit(Text part) {
                text.append(part.getLiteral());
            }

            @Override
            public void visit(Code part) {
                text.append(part.getLiteral());
            }
        });
        return text.toString();
    }

    private void visit(AbstractVisitor visitor) {
        Parser.builder().build().parse(text).accept(visitor);
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
