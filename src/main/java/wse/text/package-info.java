/**
 * Text for people. Formats figures ({@link wse.text.Units}), as the only place that decides on digits, units and
 * separators; knows the abilities of the terminal ({@link wse.text.Terminal}); and hides secrets ({@link
 * wse.text.Mask}, {@link wse.text.Redactor}). Imports no other package.
 */
package wse.text;
