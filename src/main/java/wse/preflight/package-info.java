/**
 * What this machine allows against what a plan needs: descriptors, local ports, memory; each finding with its remedy.
 * Imports no other room.
 */
package wse.preflight;
