/**
 * What this machine allows against what a plan needs: descriptors, local ports, queues, memory; each finding with its
 * remedy ({@link wse.preflight.Preflight}). What a number of connections takes of machines, processes and source addresses
 * is {@link wse.preflight.Sizing}. All comparisons are pure functions of {@link wse.preflight.Limits}; only
 * {@code ThisMachine} reads the system. Values, free of threads. Imports {@code machine}.
 */
package wse.preflight;
