package wse.run.target;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import wse.config.AddressUse;
import wse.config.BadInputException;
import wse.config.TargetConfig;

/** The server under test at the addresses that its names have now, which may change during a run. Thread-safe. */
public final class CurrentTarget {

    /** Looks up the names of the server; empty if its addresses remain as they are. */
    private final Optional<HostNames> names;

    private final Set<ServerAddress> leftOut;
    private volatile Target target;

    CurrentTarget(Target target, List<ServerAddress> leftOut, Optional<HostNames> names) {
        this.target = target;
        this.leftOut = Set.copyOf(leftOut);
        this.names = names;
    }

    /** A server whose addresses remain as they are. */
    public static CurrentTarget of(Target target) {
        return new CurrentTarget(target, List.of(), Optional.empty());
    }

    /** @param leftOut addresses that get no load during the whole run */
    public static CurrentTarget following(Target target, List<ServerAddress> leftOut) {
        return new CurrentTarget(target, leftOut, Optional.of(HostNames.OF_THIS_MACHINE));
    }

    public Target now() {
        return target;
    }

    /**
     * Looks up the names of the server again, unless only the first address is used, or a proxy looks them up. Blocks.
     *
     * @return a sentence if the addresses have changed, or if they could not be looked up; empty otherwise
     */
    public Optional<String> lookUp() {
        TargetConfig config = target.config();
        boolean fixed = names.isEmpty()
                || config.isEmbedded()
                || config.route().addresses() == AddressUse.FIRST
                || config.route().proxy().isPresent();
        if (fixed) {
            return Optional.empty();
        }
        try {
            List<ServerAddress> found = ServerAddress.all(config, names.get()).stream()
                    .filter(address -> !leftOut.contains(address))
                    .toList();
            return changed(found) ? Optional.of(moveTo(found)) : Optional.empty();
        } catch (BadInputException e) {
            return Optional.of("the addresses of " + config.host()
                    + " could not be looked up again and remain as they were: " + e.getMessage());
        }
    }

    private boolean changed(List<ServerAddress> found) {
        return !found.isEmpty() && !new HashSet<>(found).equals(new HashSet<>(target.addresses()));
    }

    private String moveTo(List<ServerAddress> found) {
        String before = shown(target.addresses());
        target = target.at(found);
        return "the addresses of " + target.host() + " have changed: " + shown(found) + " instead of " + before;
    }

    private static String shown(List<ServerAddress> addresses) {
        return addresses.stream().map(ServerAddress::ip).collect(Collectors.joining(", "));
    }
}
