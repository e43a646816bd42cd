package wse.load;

import wse.measure.WrongMessages;

/** Counts the messages of a flood that came back wrong. Confined to one event loop. */
final class WrongCounts {

    private long garbled;
    private long missing;
    private long duplicated;
    private long reordered;
    private long foreign;

    void add(Wrong what, long times) {
        switch (what) {
            case GARBLED -> garbled += times;
            case MISSING -> missing += times;
            case DUPLICATED -> duplicated += times;
            case REORDERED -> reordered += times;
            case FOREIGN -> foreign += times;
        }
    }

    WrongMessages figures() {
        return new WrongMessages(garbled, missing, duplicated, reordered, foreign);
    }
}
