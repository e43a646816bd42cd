package wse.health;

import oshi.SystemInfo;
import oshi.hardware.GlobalMemory;

/**
 * The memory that all programs on this machine use together, and how much it has risen since an earlier moment. If client
 * and server both run here, the rise is the cost of the connections: both ends, and the kernel's memory. Thread-safe.
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
