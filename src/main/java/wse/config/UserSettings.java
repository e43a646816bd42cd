package wse.config;

import java.nio.file.Path;

/** The rows of the {@linkplain Settings table of settings} that give each connection an identity of its own. */
public final class UserSettings {

    public static final Setting<Path> USERS = Setting.of(
            "wse.users",
            Texts.TABLE,
            "file with the users, one per row: each connection of a tier is a different user, even with several processes or"
                    + " agents. The wse dialect sends the token in the column token, or signs one for the user in the column"
                    + " sub or user; the script dialect uses any column as #{user.COLUMN}");
    public static final Setting<Boolean> REUSE = Setting.of(
                    "wse.usersReuse",
                    Kind.flag(),
                    "what happens if a tier has more connections than wse.users has rows; false: the run is refused; true:"
                            + " connections beyond the last row begin again with the first one, and the report says so")
            .byDefault("false");

    private UserSettings() {}
}
