/**
 * Text, Markdown, JSON and one-file HTML: pure functions of the result records. Imports {@code config},
 * {@code measure}, {@code text}.
 */
package wse.report;
