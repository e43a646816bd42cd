package wse.report;

/**
 * A sentence that the figures of a suite support.
 *
 * @param anchor of the section whose first table has these figures
 */
record Takeaway(String sentence, String anchor) {

    /** The anchor of that table. */
    public String tableAnchor() {
        return SuiteSections.tableAnchor(anchor);
    }
}
