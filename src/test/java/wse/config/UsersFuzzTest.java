package wse.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import wse.fuzz.Property;
import wse.fuzz.ShortRun;

/**
 * Whatever a file of users contains, it is refused with a message or it is a table, which other processes read exactly as it is:
 * each value is in the part of exactly one process, apart from the first row, which all of them have.
 */
public class UsersFuzzTest {

    private static final int MUTATIONS = 10_000;
    private static final int MEMBERS = 3;

    @Test
    void shouldReadSeedsAndMutations() throws IOException {
        ShortRun.of(UsersFuzzTest.class, UsersFuzzTest::fuzzerTestOneInput, MUTATIONS);
    }

    public static void fuzzerTestOneInput(byte[] input) {
        Users users;
        try {
            users = UserFile.parse(
                    Path.of("users.csv"), new String(input, StandardCharsets.UTF_8), input.length % 2 == 1);
        } catch (BadInputException refused) {
            return;
        }
        Property.holds(users.count() > 0 && !users.columns().isEmpty(), "a table has columns and rows");
        Property.same("a written table is the same", users, Users.read(users.write()));
        for (int member = 0; member < MEMBERS; member++) {
            checkPart(
                    users, Users.read(users.part(member, MEMBERS, users.count()).write()), member);
        }
    }

    private static void checkPart(Users users, Users part, int member) {
        for (int row = 0; row < users.count(); row++) {
            boolean own = row == 0 || row % MEMBERS == member;
            for (int column = 0; column < users.columns().size(); column++) {
                Property.same("a process has its rows", own, has(part, row, column));
                if (own) {
                    Property.same("a value is the same", users.value(row, column), part.value(row, column));
                }
            }
        }
    }

    private static boolean has(Users part, int row, int column) {
        try {
            return part.value(row, column) != null;
        } catch (IllegalArgumentException absent) {
            return false;
        }
    }
}
