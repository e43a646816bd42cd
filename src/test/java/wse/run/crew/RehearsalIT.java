package wse.run.crew;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import wse.child.ClassArchive;
import wse.server.ServerGroup;
import wse.server.ServerOptions;

class RehearsalIT {

    private static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"));

    @Test
    void shouldShareClassesThroughAFileWithoutAName() throws IOException {
        Set<Path> before = temporary();

        ClassArchive archive = Rehearsal.archive(new Spread(16, 1, 0, 2, List.of()));

        assertThat(temporary()).isEqualTo(before);
        ServerOptions defaults = ServerOptions.defaults();
        try (ServerGroup group =
                ServerGroup.start(defaults.withListen(defaults.listen().withProcesses(2)), archive)) {
            assertThat(group.processIds())
                    .allSatisfy(id -> assertThat(Path.of("/proc/" + id + "/maps"))
                            .content()
                            .contains("/archive (deleted)"));
        }
    }

    @Test
    void shouldNotSpendTheTimeForAFewProcesses() {
        assertThat(Rehearsal.archive(new Spread(4, 1, 0, 4, List.of()))).isSameAs(ClassArchive.NONE);
    }

    private static Set<Path> temporary() throws IOException {
        try (Stream<Path> all = Files.list(TEMPORARY)) {
            return all.filter(path -> path.getFileName().toString().startsWith("wse-stress"))
                    .collect(Collectors.toSet());
        }
    }
}
