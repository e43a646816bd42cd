/**
 * Settings: one immutable, validated configuration per run ({@link wse.config.Config}), and the only place that reads
 * system properties ({@code -Dwse.…}) and the environment. Values only, no thread. Imports no other room.
 */
package wse.config;
