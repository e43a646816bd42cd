/**
 * wse-stress measures how much a WebSocket server can take. The packages, in the direction of the data:
 *
 * <pre>
 * config -> plan -> load (engine + dialect) -> measure -> report
 * plan -> cluster: shares of a plan for many processes -> the same load in each
 * run: the life of one run around all of this; health and preflight check whether the client itself is the limit
 * Gatling: simulation -> gatling (WseDsl) -> gatling.internal -> load
 * </pre>
 *
 * <p>If you are new to the code, read it in this order: {@code simulations/PingLatencySimulation},
 * {@link wse.gatling.WseDsl}, {@code wse.load.PingLoad}, {@link wse.engine.Connection}, {@link wse.dialect.WseDialect},
 * {@link wse.measure.LatencyRecorder}, {@link wse.report.TextReport}. {@code DirectionsTest} enforces which package may
 * use which.
 */
package wse;
