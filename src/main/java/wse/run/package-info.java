/**
 * The life cycle of one run of a simulation: composing it, carrying out its tiers, storing and reporting their results,
 * and ending it. One run per process; {@link wse.run.StressRun} is what a simulation sees, {@link wse.run.ScenarioRun}
 * is what a simulation sees that a user has written with {@code WseDsl}, and {@link wse.run.RunComposer} shows the
 * parts that a run consists of. May be used on any thread. Imports {@code config}, {@code dialect}, {@code engine},
 * {@code load}, {@code machine}, {@code measure}, {@code plan}, {@code report}, {@code text}, {@code child},
 * {@code run.tiers}, {@code run.target}, {@code run.progress}, {@code run.watch}, {@code run.limit}, {@code run.live}
 * and {@code run.crew}.
 */
package wse.run;
