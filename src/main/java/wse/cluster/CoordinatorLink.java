package wse.cluster;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jgroups.Address;

/**
 * A member's link to its coordinator: repeats messages until they are answered. Confined to the owner thread.
 */
final class CoordinatorLink {

    /**
     * An answer may take one tick (half a second) longer for every this many bytes of the message, before the message
     * is repeated. When 52 members repeated their results of a million connections (about 1.4 MB each) every half
     * second, three members were lost before their results had been processed.
     */
    private static final int BYTES_PER_TICK = 64 << 10;

    /** The tier, and the point in it, that a message refers to. A result refers to no point. */
    private record Topic(String tier, String point) {

        static Topic result(String tier) {
            return new Topic(tier, "");
        }
    }

    /** @param patience ticks to wait before repeating the message; doubled each time */
    private record Said(Wire message, long tick, long patience) {

        Said again(long now) {
            return new Said(message, now, 2 * patience);
        }
    }

    private final Post post;
    private final Address coordinator;
    private final Map<Topic, Said> unanswered = new LinkedHashMap<>();
    private long ticks;
    private boolean up = true;

    CoordinatorLink(Post post, Address coordinator) {
        this.post = post;
        this.coordinator = coordinator;
    }

    boolean leadsTo(Address address) {
        return coordinator.equals(address);
    }

    /** Whether the coordinator is present. */
    boolean isUp() {
        return up;
    }

    /** Sends a message once. */
    void send(Wire message) {
        post.send(coordinator, message);
    }

    /** Sends a message that may get lost. */
    void mention(Wire message) {
        post.mention(coordinator, message);
    }

    /** Announces that a point of a tier has been reached, and repeats this until it is answered. */
    void reached(String tier, String point) {
        tell(new Topic(tier, point), new Wire.Reached(tier, point));
    }

    /**
     * Hands over a result, and repeats this until it is answered. From then on, no other message about its tier is
     * repeated.
     */
    void result(String tier, ShareEnd end) {
        unanswered.keySet().removeIf(topic -> topic.tier().equals(tier));
        tell(Topic.result(tier), new Wire.Result(tier, end));
    }

    private void tell(Topic topic, Wire message) {
        int bytes = post.send(coordinator, message);
        unanswered.put(topic, new Said(message, ticks, 1 + bytes / BYTES_PER_TICK));
    }

    /** Notes that a point needs no further messages. */
    void answered(String tier, String point) {
        unanswered.remove(new Topic(tier, point));
    }

    /** Notes that the coordinator has the result of a tier. */
    void stored(String tier) {
        unanswered.remove(Topic.result(tier));
    }

    /** Repeats the messages whose answers are overdue. */
    void onTick() {
        ticks++;
        unanswered.replaceAll((topic, said) -> said.tick() + said.patience() > ticks ? said : sayAgain(said));
    }

    /** Repeats all messages if the coordinator has come back. */
    void onView(List<Address> members) {
        boolean wasUp = up;
        up = members.contains(coordinator);
        if (up && !wasUp) {
            unanswered.replaceAll((topic, said) -> sayAgain(said));
        }
    }

    private Said sayAgain(Said said) {
        post.send(coordinator, said.message());
        return said.again(ticks);
    }

    /** The results that the coordinator has not confirmed. */
    List<Wire.Result> results() {
        return unanswered.values().stream()
                .map(Said::message)
                .filter(Wire.Result.class::isInstance)
                .map(Wire.Result.class::cast)
                .toList();
    }

    int unansweredCount() {
        return unanswered.size();
    }
}
