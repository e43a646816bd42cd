/**
 * The connection-limit search: which step comes next, and why the search has ended. Main class:
 * {@link wse.run.limit.Limit}. Thread-safe. Imports {@code config}, {@code measure}, {@code plan}, {@code text},
 * {@code run.progress} and {@code run.tiers}.
 */
package wse.run.limit;
