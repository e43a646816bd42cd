/**
 * wse-stress: how much a WebSocket server really takes. The map of the rooms, in the direction of the data:
 *
 * <pre>
 * config -> plan -> load (engine + dialect) -> measure -> report
 * plan -> cluster: shares of a plan for many processes -> the same load in each
 *                     run: one run's life around them; health and preflight: the client judges itself
 * Gatling: simulation -> gatling (WseDsl) -> gatling.internal -> load
 * </pre>
 *
 * Main path for a newcomer: {@code simulations/PingLatencySimulation}, {@link wse.gatling.WseDsl},
 * {@code wse.load.PingLoad}, {@link wse.engine.Connection}, {@link wse.dialect.WseDialect},
 * {@link wse.measure.LatencyRecorder}, {@link wse.report.TextReport}. The directions are enforced by
 * {@code DirectionsTest}.
 */
package wse;
