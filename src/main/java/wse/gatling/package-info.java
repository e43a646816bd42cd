/**
 * The protocol extension as a Gatling user sees it ({@link wse.gatling.WseDsl}): immutable builders. Imports
 * {@code config}, {@code plan}, {@code dialect}, {@code measure}, {@code load}, {@code run} and {@code gatling.internal}.
 */
package wse.gatling;
