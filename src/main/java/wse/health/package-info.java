/**
 * Watches the client while it measures (CPU, garbage collection, event-loop lag) and, where possible, the server (its
 * processes and counters). {@link wse.health.Judge} decides whether the client was the bottleneck. Imports
 * {@code dialect}, {@code machine}, {@code measure} and {@code text}.
 */
package wse.health;
