/**
 * Formatting of figures for people ({@link wse.text.Units}): the only place that decides on digits, units and separators,
 * and what the terminal can show ({@link wse.text.Terminal}). Imports no other package.
 */
package wse.text;
