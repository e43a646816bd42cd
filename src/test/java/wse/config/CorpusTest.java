package wse.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorpusTest {

    @TempDir
    private Path directory;

    private Path file(String name, String content) throws Exception {
        return Files.writeString(directory.resolve(name), content);
    }

    @Test
    void shouldReadOneMessagePerLine() throws Exception {
        Corpus texts = Corpus.read(file("orders.txt", "{\"a\":1}\n\n{\"b\":\"ü\"}\n"));

        assertThat(texts.text()).isTrue();
        assertThat(texts.lines()).containsExactly("{\"a\":1}", "{\"b\":\"ü\"}");
        assertThat(texts.messages().get(1)).hasSize(10);
    }

    @Test
    void shouldReadBytes() throws Exception {
        assertThat(Corpus.read(file("a.hex", "01 FF\n02\n")).messages())
                .containsExactly(new byte[] {1, -1}, new byte[] {2});
        assertThat(Corpus.read(file("a.base64", "Af8=\n"))).satisfies(corpus -> {
            assertThat(corpus.text()).isFalse();
            assertThat(corpus.messages()).containsExactly(new byte[] {1, -1});
        });
    }

    @Test
    void shouldNameTheLineThatIsMalformed() throws Exception {
        Path file = file("a.hex", "01\n0\n");

        assertThatThrownBy(() -> Corpus.read(file))
                .isInstanceOf(BadInputException.class)
                .hasMessage(
                        "wse.corpus=" + file
                                + ", line 2: each line must be one message in hexadecimal, two digits for each byte; correct it");
    }

    @Test
    void shouldRefuseAFileWithoutMessagesAndOtherDirections() throws Exception {
        Path empty = file("empty.txt", "\n");
        Path one = file("one.txt", "a\n");
        Map<String, String> in = Map.of("wse.host", "127.0.0.1", "wse.direction", "in", "wse.corpus", one.toString());
        Map<String, String> echo = Map.of(
                "wse.host", "127.0.0.1", "wse.dialect", "echo", "wse.direction", "echo", "wse.corpus", one.toString());

        assertThatThrownBy(() -> Corpus.read(empty)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Config.from(TestKind.THROUGHPUT, in, Map.of()))
                .hasMessageContaining("can only be sent from client to server, and back");
        assertThat(Config.from(TestKind.THROUGHPUT, echo, Map.of()).target().corpus())
                .isNotNull();
    }
}
