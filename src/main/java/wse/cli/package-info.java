/**
 * The runnable jar's commands ({@link wse.cli.Main}). Imports all rooms but {@code gatling}; nobody imports it.
 */
package wse.cli;
