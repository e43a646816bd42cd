/**
 * Watches the client while it measures: CPU, garbage collection, event-loop lag; and the server where it can be seen
 * (process, counters). Judges whether the client was the bottleneck. Imports {@code measure}
 * and {@code dialect}.
 */
package wse.health;
