package wse.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CgroupTest {

    @TempDir
    private Path root;

    private void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text + "\n");
    }

    @Test
    void shouldUseTheLowestLimitOfAllParentGroups() throws IOException {
        write("pod/box/memory.max", "max");
        write("pod/box/memory.current", "100");
        write("pod/memory.max", "1000");
        write("pod/memory.current", "400");
        write("pod/memory.stat", "anon 300\ninactive_file 50");
        write("pod/box/pids.max", "60");
        write("pod/box/pids.current", "10");
        Cgroup cgroup = new Cgroup(root, "0::/pod/box\n");

        assertThat(cgroup.memoryLeft()).hasValue(650);
        assertThat(cgroup.tasks()).contains(new MachineLimits.Files(60, 10));
    }

    @Test
    void shouldReadVersionOne() throws IOException {
        write("memory/box/memory.limit_in_bytes", "5000");
        write("memory/box/memory.usage_in_bytes", "1000");
        write("memory/memory.limit_in_bytes", "9223372036854771712");
        write("memory/memory.usage_in_bytes", "9000");
        Cgroup cgroup = new Cgroup(root, "4:memory:/box\n3:cpu,cpuacct:/box\n0::/\n");

        assertThat(cgroup.memoryLeft()).hasValue(4_000);
        assertThat(cgroup.tasks()).isEmpty();
    }

    /** A container sees its own group as the root, but the kernel still reports the host's path. */
    @Test
    void shouldFindItsGroupAtTheRootOfAContainersView() throws IOException {
        write("memory.max", "700");
        write("memory.current", "200");

        assertThat(new Cgroup(root, "0::/docker/abc\n").memoryLeft()).hasValue(500);
        assertThat(new Cgroup(root, "").memoryLeft()).isEmpty();
    }
}
