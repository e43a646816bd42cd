package wse.report;

/**
 * A sentence that the figures of a suite support.
 *
 * @param anchor of the section whose table has these figures
 */
record Takeaway(String sentence, String anchor) {}
