/**
 * How figures are written for people ({@link wse.text.Units}): one place for digits, units and separators. Pure functions.
 * Imports no other package.
 */
package wse.text;
