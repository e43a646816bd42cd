package wse.cluster;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jgroups.Address;

/**
 * The members that a coordinator knows, with their unique names and network distances, and the callers that are waiting
 * for members. Confined to the owner thread.
 */
final class Roster {

    /** Waits until this many members are known. */
    record Waiter(int members, CompletableFuture<List<String>> joined) {}

    private final Map<Address, String> names = new HashMap<>();
    private final Map<Address, Long> halfRoundTripNanos = new HashMap<>();
    private final List<Waiter> waiters = new ArrayList<>();
    private List<Address> present = List.of();

    /** All present members of the cluster, including those that are not known yet, and the coordinator. */
    List<Address> present() {
        return present;
    }

    /** Forgets the members that are no longer present. */
    void onView(List<Address> members) {
        present = members;
        names.keySet().retainAll(new HashSet<>(members));
        halfRoundTripNanos.keySet().retainAll(names.keySet());
    }

    /** Notes a member that has introduced itself, and how long its answer took. */
    void onHello(Address from, Wire.Hello hello) {
        if (!present.contains(from)) {
            return;
        }
        halfRoundTripNanos.merge(from, (System.nanoTime() - hello.sentNanos()) / 2, Math::min);
        if (!knows(from)) {
            names.put(from, unique(hello.name()));
            tellWaiters();
        }
    }

    private String unique(String name) {
        String candidate = name;
        for (int number = 2; names.containsValue(candidate); number++) {
            candidate = name + "-" + number;
        }
        return candidate;
    }

    boolean knows(Address member) {
        return names.containsKey(member);
    }

    boolean isEmpty() {
        return names.isEmpty();
    }

    /** The names of the known members, sorted. */
    List<String> names() {
        return names.values().stream().sorted().toList();
    }

    /** The known members in the order of their names. */
    List<Map.Entry<Address, String>> byName() {
        return names.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .map(Map.Entry::copyOf)
                .toList();
    }

    /** Half the shortest measured round trip to each of these members; 0 if unknown. */
    Map<Address, Long> halfRoundTripNanos(Collection<Address> members) {
        return members.stream()
                .collect(Collectors.toMap(member -> member, member -> halfRoundTripNanos.getOrDefault(member, 0L)));
    }

    void add(Waiter waiter) {
        waiters.add(waiter);
        tellWaiters();
    }

    void remove(Waiter waiter) {
        waiters.remove(waiter);
    }

    private void tellWaiters() {
        waiters.removeIf(waiter -> {
            if (names.size() < waiter.members()) {
                return false;
            }
            waiter.joined().complete(names());
            return true;
        });
    }
}
