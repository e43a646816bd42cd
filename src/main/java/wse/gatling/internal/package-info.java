/**
 * The only package that touches Gatling's Scala types: actions, checks and components of the protocol extension. Actions
 * run on the virtual user's event loop. Imports {@code config}, {@code plan}, {@code dialect}, {@code measure},
 * {@code engine}, {@code load}, {@code run}, {@code text}.
 */
package wse.gatling.internal;
