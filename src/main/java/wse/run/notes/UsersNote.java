package wse.run.notes;

import java.util.List;
import wse.config.Users;
import wse.run.tiers.Tier;
import wse.text.Units;

/** Says that connections of a tier shared identities, because there are fewer users than connections. Pure. */
public final class UsersNote {

    private UsersNote() {}

    /** A sentence about such a tier; empty for all others. */
    public static List<String> of(Tier tier, Users users) {
        int connections = tier.plan().connections();
        return users.isEmpty() || connections <= users.count()
                ? List.of()
                : List.of(Units.counted(connections, "connection") + " shared the identities of "
                        + Units.counted(users.count(), "user") + " in wse.users (wse.usersReuse=true)");
    }
}
