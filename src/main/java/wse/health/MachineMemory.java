package wse.health;

import oshi.SystemInfo;
import oshi.hardware.GlobalMemory;

/**
 * Memory of this machine, whoever uses it, and how much more that is than at a moment before: what connections cost, both
 * their ends and the kernel's share, when they are all here. Thread-safe.
 */
public final class MachineMemory {

    private final GlobalMemory memory = new SystemInfo().getHardware().getMemory();
    private final long beforeBytes = usedBytes();

    private MachineMemory() {}

    /** The rise is counted from here. */
    public static MachineMemory now() {
        return new MachineMemory();
    }

    /** All that is not available to new programs. */
    public long usedBytes() {
        return memory.getTotal() - memory.getAvailable();
    }

    /** Negative if there is less in use than there was. */
    public long riseBytes() {
        return usedBytes() - beforeBytes;
    }
}
