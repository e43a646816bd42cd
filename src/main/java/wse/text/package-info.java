/**
 * Text for people. Formats figures ({@link wse.text.Units}), as the only place that decides on digits, units and separators;
 * knows what the terminal can show ({@link wse.text.Terminal}); and hides secrets ({@link wse.text.Mask},
 * {@link wse.text.Redactor}). Imports no other package.
 */
package wse.text;
