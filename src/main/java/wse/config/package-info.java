/**
 * Settings: one immutable, validated configuration per run ({@link wse.config.Config}), and the only place that reads system
 * properties ({@code -Dwse.…}) and the environment. Every setting is parsed here, once, into its type. Immutable values
 * only; no threads. Imports {@code text}.
 */
package wse.config;
