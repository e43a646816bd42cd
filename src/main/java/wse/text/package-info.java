/**
 * Formatting of figures for people ({@link wse.text.Units}): the only place that decides on digits, units and separators.
 * Pure functions. Imports no other package.
 */
package wse.text;
