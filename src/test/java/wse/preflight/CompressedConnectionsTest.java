package wse.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import wse.preflight.DeflateMemory.Compressing;
import wse.preflight.Finding.Level;

/** What compression adds to the memory of connections. */
class CompressedConnectionsTest {

    private static final int CONNECTIONS = 1_000;
    private static final Compressing FULL = new Compressing(true, 15);
    private static final Compressing SMALL = new Compressing(true, 10);
    private static final Compressing FORGETFUL = new Compressing(false, 15);

    private static PreflightNeeds needs(DeflateMemory deflate) {
        return PreflightNeeds.of(List.of(CONNECTIONS), 0, 0, List.of(), List.of(), ClientHeap.NETTY)
                .withDeflate(deflate);
    }

    private static MachineLimits with(long memory, long heap) {
        return Machines.with(Machines.BENCH, Machines.memory(memory, heap, 0));
    }

    private static Finding finding(String name, DeflateMemory deflate, MachineLimits limits) {
        return Preflight.check(needs(deflate), limits).stream()
                .filter(finding -> finding.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static long memory(DeflateMemory deflate) {
        return Preflight.sizing(needs(deflate), with(8 * Machines.GIGABYTE, Machines.GIGABYTE))
                .memoryBytes();
    }

    @Test
    void shouldNeedNothingMoreWithoutContext() {
        DeflateMemory deflate = DeflateMemory.of(FORGETFUL, FORGETFUL);

        assertThat(deflate).isEqualTo(DeflateMemory.NONE);
        assertThat(memory(deflate)).isEqualTo(memory(DeflateMemory.NONE));
        assertThat(Preflight.check(needs(deflate), Machines.BENCH))
                .extracting(Finding::name)
                .doesNotContain("compression");
    }

    /** The memory of zlib, from its documentation: 256 KiB to compress and 32 KiB to inflate, besides its state. */
    @Test
    void shouldCountTheWindowsOfEachDirectionThatKeepsItsContext() {
        DeflateMemory both = DeflateMemory.of(FULL, FULL);
        DeflateMemory clientOnly = DeflateMemory.of(FULL, FORGETFUL);

        assertThat(both.client()).isEqualTo(both.server());
        assertThat(both.client().heap()).isZero();
        assertThat(both.client().nativeAtMost()).isBetween((256 + 32) * 1_024L, (256 + 32 + 20) * 1_024L);
        assertThat(clientOnly.client().nativeAtMost() + clientOnly.server().nativeAtMost())
                .isEqualTo(both.client().nativeAtMost());
        assertThat(clientOnly.client().nativeAtMost())
                .isGreaterThan(clientOnly.server().nativeAtMost());
    }

    @Test
    void shouldAddTheMemoryOfBothEndsToThatOfTheRun() {
        DeflateMemory deflate = DeflateMemory.of(FULL, FULL);

        assertThat(memory(deflate) - memory(DeflateMemory.NONE))
                .isEqualTo(CONNECTIONS
                        * (deflate.client().nativeAtFirst() + deflate.server().nativeAtFirst()));
    }

    @Test
    void shouldRefuseATierWhoseCompressedConnectionsDoNotFit() {
        DeflateMemory deflate = DeflateMemory.of(FULL, FULL);
        long enough = memory(deflate);

        assertThat(finding("memory", deflate, with(enough, Machines.GIGABYTE)).level())
                .isEqualTo(Level.OK);
        assertThat(finding("memory", deflate, with(enough - 1, Machines.GIGABYTE))
                        .level())
                .isEqualTo(Level.FAIL);
        assertThat(finding("memory", DeflateMemory.NONE, with(enough - 1, Machines.GIGABYTE))
                        .level())
                .isEqualTo(Level.OK);
    }

    @Test
    void shouldWarnIfOnlyFullWindowsDoNotFit() {
        DeflateMemory deflate = DeflateMemory.of(FULL, FULL);
        long enough = memory(deflate)
                + CONNECTIONS * (deflate.client().growth() + deflate.server().growth());

        Finding tooMuch = finding("compression", deflate, with(enough - 1, Machines.GIGABYTE));

        assertThat(finding("compression", deflate, with(enough, Machines.GIGABYTE))
                        .level())
                .isEqualTo(Level.OK);
        assertThat(tooMuch.level()).isEqualTo(Level.WARN);
        assertThat(tooMuch.sentence())
                .startsWith("compression: ")
                .endsWith(
                        "compress each message on its own:"
                                + " -Dwse.compression=permessage-deflate,client_no_context_takeover,server_no_context_takeover");
    }

    /** JZlib, which is used for small windows, compresses on the heap. */
    @Test
    void shouldGiveTheHeapOfSmallWindowsToTheProcess() {
        DeflateMemory deflate = DeflateMemory.of(SMALL, SMALL);
        long heap = CONNECTIONS
                * (ClientHeap.NETTY.bytesPerConnection() + deflate.client().heap());

        assertThat(deflate.client().heap()).isGreaterThan(128 << 10);
        assertThat(finding("heap", deflate, with(8 * Machines.GIGABYTE, heap * 10 / 8 + 2))
                        .level())
                .isEqualTo(Level.OK);
        assertThat(finding("heap", deflate, with(8 * Machines.GIGABYTE, heap * 10 / 8 - 2))
                        .level())
                .isEqualTo(Level.FAIL);
        assertThat(Preflight.sizing(needs(deflate), with(8 * Machines.GIGABYTE, 8 * Machines.GIGABYTE))
                        .heapBytesPerProcess())
                .isGreaterThan(CONNECTIONS * deflate.client().heap());
    }
}
