/**
 * The figures of a run for other programs while it runs: a page for Prometheus, pushes by OTLP, and reading such a page.
 * {@link wse.run.live.LiveMetrics} keeps the figures, which a run updates once a second, and {@link wse.run.live.Metric}
 * names them. Nothing here is called by an event loop. Each class names its threads. Imports {@code config},
 * {@code health}, {@code measure}, {@code run.progress}, {@code run.tiers} and {@code text}.
 */
package wse.run.live;
