package wse.cluster;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.jgroups.Address;
import wse.plan.TierPlan;

/** Asks all members whether they can carry out their shares of a future tier. Confined to the owner thread. */
final class Survey {

    private final Briefings briefings;
    private final CompletableFuture<Map<String, ShareOutlook>> done = new CompletableFuture<>();
    private final Map<Address, String> names = new LinkedHashMap<>();
    private final Map<Address, TierPlan> unanswered = new LinkedHashMap<>();
    private final Map<String, ShareOutlook> answers = new TreeMap<>();

    private Survey(Briefings briefings) {
        this.briefings = briefings;
    }

    /** A survey that asks nobody. */
    static Survey none() {
        return new Survey(Briefing.NONE);
    }

    /** @param members the members in the order of their names, which decides who gets which share */
    static Survey of(TierPlan plan, Briefings briefings, List<Map.Entry<Address, String>> members) {
        Survey survey = new Survey(briefings);
        List<TierPlan> plans = plan.split(members.size());
        for (int i = 0; i < plans.size(); i++) {
            survey.names.put(members.get(i).getKey(), members.get(i).getValue());
            survey.unanswered.put(members.get(i).getKey(), plans.get(i));
        }
        return survey;
    }

    /** Completes with the answers by name when all members have answered or left. */
    CompletableFuture<Map<String, ShareOutlook>> done() {
        return done;
    }

    /** Asks those that have not answered yet. */
    void ask(BiConsumer<Address, Wire> post) {
        unanswered.forEach((member, share) -> post.accept(member, new Wire.Ask(share, briefings.of(share))));
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
                .forEach(address -> answer(address, ShareOutlook.refused("it has left")));
    }
}
