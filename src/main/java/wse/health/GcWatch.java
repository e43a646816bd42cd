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
 * The garbage collector's pauses, in the JVM's resolution of one millisecond. Cycles that run beside the program are no
 * pauses and are left out. Thread-safe: the JVM's notification thread writes, guarded by the monitor.
 */
final class GcWatch {

    /** The action of ZGC's and Shenandoah's cycle beans; their pauses have beans of their own. */
    private static final String CONCURRENT = "end of GC cycle";

    private final NotificationListener listener = (notification, collector) -> take(notification);
    /** By collector: the number of its last collection taken, at first of the last before the start. */
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

    /** Removes the listeners; the longest and the sum, in milliseconds. */
    Pauses stop() {
        for (GarbageCollectorMXBean collector : collectors()) {
            try {
                ((NotificationEmitter) collector).removeNotificationListener(listener);
            } catch (ListenerNotFoundException twice) {
                throw new IllegalStateException("a watch is stopped once", twice);
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

    /** Notifications come late, from a thread of their own; the last collection may still be unannounced. */
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

    /** In milliseconds. */
    record Pauses(double maxMillis, double totalMillis) {}
}
