package wse.health;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.GarbageCollectorMXBean;
import com.sun.management.GcInfo;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/**
 * Measures the garbage collector's pauses, with the JVM's resolution of one millisecond. Concurrent cycles are not pauses
 * and do not count. Thread-safe: the JVM's notification thread writes, and this object's monitor guards the state.
 */
final class GcWatch {

    /** The action that ZGC and Shenandoah report for concurrent cycles; they report their pauses separately. */
    private static final String CONCURRENT = "end of GC cycle";

    private final NotificationListener listener = (notification, collector) -> take(notification);
    /**
     * For each collector, the id of the last collection that has been counted; at first, of the last one before the
     * start.
     */
    private final Map<String, Long> lastIds = new HashMap<>();

    private long maxMillis;
    private long totalMillis;

    private GcWatch() {
        for (GarbageCollectorMXBean collector : collectors()) {
            GcInfo last = collector.getLastGcInfo();
            lastIds.put(collector.getName(), last == null ? 0 : last.getId());
        }
    }

    static GcWatch start() {
        GcWatch watch = new GcWatch();
        collectors()
                .forEach(collector ->
                        ((NotificationEmitter) collector).addNotificationListener(watch.listener, null, null));
        return watch;
    }

    /** Removes the listeners and returns the pauses since the start. */
    Pauses stop() {
        for (GarbageCollectorMXBean collector : collectors()) {
            try {
                ((NotificationEmitter) collector).removeNotificationListener(listener);
            } catch (ListenerNotFoundException twice) {
                throw new IllegalStateException("a watch must be stopped only once", twice);
            }
            takeUnannounced(collector);
        }
        return pauses();
    }

    private synchronized Pauses pauses() {
        return new Pauses(maxMillis, totalMillis);
    }

    private void take(Notification notification) {
        if (notification.getType().equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
            var info = GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData());
            if (!info.getGcAction().equals(CONCURRENT)) {
                take(info.getGcName(), info.getGcInfo());
            }
        }
    }

    /** Notifications arrive late, from another thread, so the last collection may not have been announced yet. */
    private void takeUnannounced(GarbageCollectorMXBean collector) {
        GcInfo last = collector.getLastGcInfo();
        boolean concurrent = collector.getName().endsWith("Cycles");
        if (last != null && !concurrent) {
            take(collector.getName(), last);
        }
    }

    private synchronized void take(String collector, GcInfo info) {
        if (info.getId() > lastIds.get(collector)) {
            lastIds.put(collector, info.getId());
            maxMillis = Math.max(maxMillis, info.getDuration());
            totalMillis += info.getDuration();
        }
    }

    private static List<GarbageCollectorMXBean> collectors() {
        return ManagementFactory.getPlatformMXBeans(GarbageCollectorMXBean.class);
    }

    /** The longest pause and the sum of all, in milliseconds. */
    record Pauses(double maxMillis, double totalMillis) {}
}
