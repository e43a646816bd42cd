package wse.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatlingReportTest {

    @TempDir
    Path target;

    private Path report(String name) throws IOException {
        return Files.createDirectories(target.resolve("gatling").resolve(name));
    }

    @Test
    void shouldFindTheReportOfThisRunAlthoughTheClockWasSetBack() throws IOException {
        report("pingsimulation-20261127090000");
        GatlingReport gatling = GatlingReport.in(target.resolve("gatling"), "wse.simulations.PingSimulation");
        Path mine = report("pingsimulation-20261127080000");
        report("stormsimulation-20261127093000");
        Files.setLastModifiedTime(mine, FileTime.fromMillis(0));

        assertThat(gatling.page(target.resolve("wse/run")))
                .contains("../../gatling/pingsimulation-20261127080000/index.html");
    }

    @Test
    void shouldFindNothingIfGatlingWritesElsewhere() throws IOException {
        report("pingsimulation-20261127090000");

        assertThat(GatlingReport.in(target.resolve("gatling"), "PingSimulation").page(target))
                .isEmpty();
        assertThat(GatlingReport.in(target.resolve("missing"), "PingSimulation").page(target))
                .isEmpty();
    }
}
