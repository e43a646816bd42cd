/**
 * Text, Markdown, JSON and one-file HTML: pure functions of the result records. Imports {@code measure}.
 */
package wse.report;
