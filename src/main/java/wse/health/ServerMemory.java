package wse.health;

import java.util.List;
import java.util.Optional;
import oshi.software.os.OSProcess;

/** The memory of a server's processes on this machine. Thread-safe. */
public final class ServerMemory {

    private ServerMemory() {}

    /**
     * Their resident memory now.
     *
     * @return empty if one of the processes cannot be observed, or if there are none
     */
    public static Optional<Long> rssBytes(List<Long> processIds) {
        List<OSProcess> running = processIds.stream()
                .map(ProcessUse::of)
                .filter(process -> process != null && process.getState() != OSProcess.State.INVALID)
                .toList();
        return running.isEmpty() || running.size() < processIds.size()
                ? Optional.empty()
                : Optional.of(
                        running.stream().mapToLong(OSProcess::getResidentMemory).sum());
    }
}
