package wse.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsersTest {

    private static final Users TEN = Users.of(
            List.of("name", "password"),
            IntStream.range(0, 10)
                    .mapToObj(row -> List.of("user-" + row, "password-" + row))
                    .toList(),
            false);

    @TempDir
    private Path directory;

    @Test
    void shouldGiveEachConnectionItsRow() throws Exception {
        Users users = read("\uFEFFname, password\r\nada,\"a,\"\"b\"\"\"\r\n\r\ngrace,s3cret\r\n");

        assertThat(users.columns()).containsExactly("name", "password");
        assertThat(users.count()).isEqualTo(2);
        assertThat(users.value(0, users.column("password"))).isEqualTo("a,\"b\"");
        assertThat(users.value(1, users.column("name"))).isEqualTo("grace");
        assertThatThrownBy(() -> users.value(2, 0)).hasMessageContaining("connection=2, rows=2");
    }

    @Test
    void shouldBeginAgainWithTheFirstRowIfUsersAreReused() {
        Users reused = Users.of(List.of("name"), List.of(List.of("a"), List.of("b"), List.of("c")), true);

        assertThat(IntStream.range(0, 7).mapToObj(user -> reused.value(user, 0)))
                .containsExactly("a", "b", "c", "a", "b", "c", "a");
    }

    @Test
    void shouldGiveEachProcessOnlyItsOwnRowsAndTheFirst() {
        Users part = Users.read(TEN.part(1, 3, 8).write());

        assertThat(List.of(0, 1, 4, 7))
                .allSatisfy(user -> assertThat(part.value(user, 0)).isEqualTo("user-" + user));
        for (int other : new int[] {2, 3, 5, 6, 8, 9}) {
            assertThatThrownBy(() -> part.value(other, 0)).hasMessageContaining("connection=" + other);
        }
        assertThat(TEN.part(1, 3, 8).write()).doesNotContain("user-2");
    }

    @Test
    void shouldGiveEachProcessAllRowsThatItMayReuse() {
        Users reused = Users.of(List.of("name"), List.of(List.of("a"), List.of("b")), true);

        assertThat(reused.part(1, 2, 5)).isEqualTo(reused);
    }

    @Test
    void shouldNeverPrintAValue() {
        assertThat(TEN.toString()).isEqualTo("10 users, columns [name, password]");
    }

    @Test
    void shouldSayWhichColumnsThereAre() {
        assertThatThrownBy(() -> TEN.column("token"))
                .hasMessage(
                        "wse.users must have the column token: its columns are name, password; correct the name, or add"
                                + " the column to the first line");
        assertThatThrownBy(() -> Users.NONE.column("token")).hasMessageContaining("give wse.users");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "``|it is empty",
                "`name`|it has only its first line",
                "`eyJhbGciOi.J9,eyJzdW\na,b`|must name its columns in the first line",
                "`name,name\na,b`|different names: name, name",
                "`name,password\na,b\nada-s3cret`|row 2 after the first line has 1, but there are 2 columns",
                "`name,\na,b`|must name its columns in the first line",
            },
            delimiter = '|')
    void shouldRefuseAFileThatIsNoTable(String text, String rule) {
        assertThatThrownBy(() -> read(text.replace("\\n", "\n")))
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith("wse.users=" + directory)
                .hasMessageContaining(rule)
                .hasMessageNotContainingAny("s3cret", "eyJ");
    }

    @Test
    void shouldRefuseOtherEncodings() throws Exception {
        Path file =
                Files.write(directory.resolve("latin1.csv"), "name\nJos\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> UserFile.read(file, false)).hasMessageContaining("must be text in UTF-8");
    }

    @Test
    void shouldRefuseTooFewUsers() throws Exception {
        assertThatThrownBy(() -> config("wse.tiers", "3,2"))
                .isInstanceOf(BadInputException.class)
                .hasMessageMatching(
                        "wse.users must have a row for each connection of the largest tier: wse.users=.*users.csv"
                                + " has 2 rows, wse.tiers=3,2; add rows, lower wse.tiers, or let connections share rows with"
                                + " -Dwse.usersReuse=true");
        assertThat(config("wse.tiers", "3,2", "wse.usersReuse", "true")
                        .target()
                        .users()
                        .value(2, 0))
                .isEqualTo("ada");
    }

    @Test
    void shouldRefuseSettingsThatContradictUsers() {
        assertThatThrownBy(() -> config("wse.tiers", "2", "wse.token", "a.b.c"))
                .hasMessageContaining(
                        "wse.token is one token for all connections, but wse.users gives each of them its own");
        assertThatThrownBy(() -> ConfigTest.with(TestKind.PING_LATENCY, "wse.usersReuse", "true"))
                .hasMessageContaining("wse.usersReuse has no effect without wse.users");
    }

    @Test
    void shouldRefuseTokensThatCannotBeSentWithoutShowingThem() {
        assertThatThrownBy(() -> config("wse.tiers", "2", "token\ngood\nbad; one\n"))
                .hasMessage(
                        "wse.dialect=wse: each value of the column token of wse.users must consist of printable ASCII"
                                + " characters without spaces, commas, semicolons, quotes and backslashes: row 2 after the first line;"
                                + " correct it");
    }

    @Test
    void shouldHideTheSecretsOfUsersEvenIfTheyAreShort() throws Exception {
        Config config = config("wse.tiers", "2");

        assertThat(config.redact("no such user: grace, with pin 4711, not 47110, token=s3cret"))
                .isEqualTo("no such user: grace, with pin ********, not 47110, token=********");
        assertThat(config.effective().toString()).doesNotContain("s3cret");
    }

    private Users read(String text) throws Exception {
        return UserFile.read(Files.writeString(directory.resolve("users.csv"), text), false);
    }

    /** @param settings may end with the content of the file */
    private Config config(String... settings) throws Exception {
        List<String> all = new ArrayList<>(List.of(settings));
        boolean given = all.size() % 2 == 1;
        String text = given ? all.remove(all.size() - 1) : "user,password,auth-pin\nada,s3cret,4711\ngrace,s3cret2,0\n";
        Path file = Files.writeString(directory.resolve("users.csv"), text);
        all.addAll(List.of("wse.users", file.toString()));
        return ConfigTest.with(TestKind.PING_LATENCY, all.toArray(String[]::new));
    }
}
