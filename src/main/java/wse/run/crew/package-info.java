/**
 * The processes that carry out the tiers of a run: this process, worker processes that it starts, or agents that have joined
 * it. Also contains the code of the workers and agents. Main class: {@link wse.run.crew.Crew}. Any thread; results complete
 * on threads that must not be blocked. Imports {@code child}, {@code cluster}, {@code config}, {@code dialect},
 * {@code engine}, {@code health}, {@code load}, {@code measure}, {@code plan}, {@code preflight}, {@code server},
 * {@code text}, {@code run.progress}, {@code run.target}, {@code run.tiers} and {@code run.watch}.
 */
package wse.run.crew;
