/**
 * The protocol extension as users of Gatling see it: immutable builders, beginning with {@link wse.gatling.WseDsl}. Imports
 * {@code config}, {@code plan}, {@code dialect}, {@code measure}, {@code load}, {@code run}, {@code run.tiers},
 * {@code run.limit}, {@code run.watch} and {@code gatling.internal}.
 */
package wse.gatling;
