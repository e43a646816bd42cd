package wse.cluster;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jgroups.Address;
import wse.plan.TierPlan;

/** Asks all members whether they can carry out their shares of a future tier. Confined to the owner thread. */
final class Survey {

    final Briefing briefing;
    final CompletableFuture<Map<String, ShareOutlook>> done;
    private final Map<Address, String> names = new LinkedHashMap<>();
    private final Map<Address, TierPlan> unanswered = new LinkedHashMap<>();
    private final Map<String, ShareOutlook> answers = new TreeMap<>();

    /** @param members the members in the order of their names, which decides who gets which share */
    Survey(
            TierPlan plan,
            Briefing briefing,
            List<Map.Entry<Address, String>> members,
            CompletableFuture<Map<String, ShareOutlook>> done) {
        this.briefing = briefing;
        this.done = done;
        List<TierPlan> plans = plan.split(members.size());
        for (int i = 0; i < plans.size(); i++) {
            names.put(members.get(i).getKey(), members.get(i).getValue());
            unanswered.put(members.get(i).getKey(), plans.get(i));
        }
    }

    Map<Address, TierPlan> unanswered() {
        return unanswered;
    }

    void answer(Address from, ShareOutlook outlook) {
        if (unanswered.remove(from) != null) {
            answers.put(names.get(from), outlook);
        }
        if (unanswered.isEmpty()) {
            done.complete(Map.copyOf(answers));
        }
    }

    /** Stops asking members that have left; they cannot carry out anything. */
    void retain(Collection<Address> there) {
        List.copyOf(unanswered.keySet()).stream()
                .filter(address -> !there.contains(address))
                .forEach(address -> answer(address, new ShareOutlook("it has left", List.of())));
    }
}
