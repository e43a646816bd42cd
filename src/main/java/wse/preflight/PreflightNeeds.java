package wse.preflight;

import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.List;

/**
 * What a run needs of this machine.
 *
 * @param connections of the largest tier
 * @param connectionsInAll of all tiers and the warm-up, one after the other
 * @param window handshakes in flight at most; 0 for no bound
 * @param sourceAddresses to connect from; empty for the system's choice
 * @param target of the connections; null for the embedded server
 * @param heap of the engine that holds them
 */
public record PreflightNeeds(
        int connections,
        long connectionsInAll,
        int window,
        List<String> sourceAddresses,
        InetSocketAddress target,
        ClientHeap heap) {

    public PreflightNeeds {
        sourceAddresses = sourceAddresses.stream().distinct().toList();
    }

    /** @param warmUp connections of the warm-up, 0 for none */
    public static PreflightNeeds of(
            Collection<Integer> tiers,
            int warmUp,
            int window,
            List<String> sourceAddresses,
            InetSocketAddress target,
            ClientHeap heap) {
        int largest = Math.max(
                warmUp, tiers.stream().mapToInt(Integer::intValue).max().orElse(0));
        long inAll = warmUp + tiers.stream().mapToLong(Integer::longValue).sum();
        return new PreflightNeeds(largest, inAll, window, sourceAddresses, target, heap);
    }

    boolean isEmbedded() {
        return target == null;
    }

    int sources() {
        return Math.max(1, sourceAddresses.size());
    }
}
