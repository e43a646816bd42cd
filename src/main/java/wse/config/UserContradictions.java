package wse.config;

import static wse.config.Contradictions.refuse;
import static wse.config.SearchSettings.MAX_CONNECTIONS;
import static wse.config.Settings.TIERS;
import static wse.config.Settings.TOKEN;
import static wse.config.UserSettings.REUSE;
import static wse.config.UserSettings.USERS;

import java.util.Collections;

/** Checks the settings of users for values that are allowed individually but not together. */
final class UserContradictions {

    private UserContradictions() {}

    /** @throws BadInputException on the first contradiction */
    static void check(TestKind test, Values values) {
        if (values.users().isEmpty()) {
            refuse(
                    values.isGiven(REUSE),
                    () -> "wse.usersReuse has no effect without wse.users: " + values.asGiven(REUSE)
                            + "; give wse.users too or leave it out");
            return;
        }
        refuse(
                values.isGiven(TOKEN),
                () -> "wse.token is one token for all connections, but wse.users gives each of them its own: "
                        + values.asGiven(TOKEN) + ", " + values.asGiven(USERS) + "; leave one out");
        if (test.isPlanned()) {
            checkRows(test, values);
        }
    }

    private static void checkRows(TestKind test, Values values) {
        boolean limit = test == TestKind.CONNECTION_LIMIT;
        int connections = limit ? values.get(MAX_CONNECTIONS) : Collections.max(values.get(TIERS));
        refuse(
                connections > values.users().count() && !values.users().areReused(),
                () -> "wse.users must have a row for each connection of the largest "
                        + (limit ? "step: " : "tier: ") + values.asGiven(USERS) + " has "
                        + values.users().count() + " rows, "
                        + (limit
                                ? "wse.maxConnections=" + values.shown(MAX_CONNECTIONS)
                                : "wse.tiers=" + values.shown(TIERS))
                        + "; add rows, lower " + (limit ? "wse.maxConnections" : "wse.tiers")
                        + ", or let connections share rows with -Dwse.usersReuse=true");
    }
}
