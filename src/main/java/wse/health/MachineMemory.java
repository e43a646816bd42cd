package wse.health;

import oshi.SystemInfo;
import oshi.hardware.GlobalMemory;

/**
 * The memory of this machine that is in use by all programs together, and its rise since an earlier moment. If client and
 * server run here, the rise is what connections cost: both ends and the kernel's share. Thread-safe.
 */
public final class MachineMemory {

    private final GlobalMemory memory = new SystemInfo().getHardware().getMemory();
    private final long beforeBytes = usedBytes();

    private MachineMemory() {}

    /** Begins to measure the rise. */
    public static MachineMemory now() {
        return new MachineMemory();
    }

    /** Memory that is not available to new programs. */
    public long usedBytes() {
        return memory.getTotal() - memory.getAvailable();
    }

    /** The rise since the beginning; negative if less memory is in use now. */
    public long riseBytes() {
        return usedBytes() - beforeBytes;
    }
}
