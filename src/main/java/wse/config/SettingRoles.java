package wse.config;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What a setting means for the comparison of two runs. Pure. */
public final class SettingRoles {

    private static final Set<String> OF_SERVER = keys(List.of(
            Settings.HOST,
            Settings.PORT,
            Settings.CONFIRM_TARGET,
            Settings.SECRET,
            Settings.SECRET_FILE,
            Settings.TOKEN,
            Settings.TOKEN_FILE,
            UserSettings.USERS,
            Settings.PATH,
            ScriptSettings.ORIGIN,
            ScriptSettings.HEADERS,
            ScriptSettings.SUBPROTOCOL,
            TlsSettings.CA,
            TlsSettings.CERTIFICATE,
            TlsSettings.KEY,
            TlsSettings.KEY_PASSWORD,
            TlsSettings.KEY_PASSWORD_FILE,
            TlsSettings.SERVER_NAME,
            SuiteSettings.SERVER,
            Settings.FORM,
            Settings.SERVER_READ,
            Settings.SERVER_MAX_CONNECTIONS,
            Settings.SERVER_PROCESSES,
            Settings.SERVER_PING_INTERVAL,
            Settings.METRICS));

    private static final Set<String> WITHOUT_EFFECT = keys(List.of(
            SuiteSettings.SUITE,
            SuiteSettings.SUITE_ID,
            Settings.PLUGINS,
            RouteSettings.PROXY_FILE,
            Settings.CLUSTER_ADDRESS,
            Settings.CLUSTER_PORT,
            Settings.CLUSTER_SECRET,
            Settings.CLUSTER_SECRET_FILE,
            Settings.DEADLINE_MARGIN,
            Settings.PROGRESS_INTERVAL,
            Settings.OUT,
            Settings.NAME));

    private static final Set<String> OF_GATE = keys(GateSettings.ALL);

    private static final Set<String> OF_LIVE = keys(LiveSettings.ALL);

    private SettingRoles() {}

    /** Whether a setting says which server is tested. Two servers can be compared. */
    public static boolean isOfServer(String key) {
        return OF_SERVER.contains(key) || NamedSettings.isOfRequest(key);
    }

    /** Whether a setting changes what is measured. If it differs, the figures of two runs cannot be compared. */
    public static boolean isOfLoad(String key) {
        return !isOfServer(key) && !WITHOUT_EFFECT.contains(key) && !OF_GATE.contains(key) && !OF_LIVE.contains(key);
    }

    /**
     * The value of a setting in the results of a run that do not contain it, because it did not exist yet or had no effect:
     * the test's default, or {@code none}.
     */
    public static String absent(TestKind test, String key) {
        return Settings.ALL.stream()
                .filter(setting -> setting.key().equals(key))
                .map(setting -> setting.shownDefault(test))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("none");
    }

    private static Set<String> keys(List<Setting<?>> settings) {
        return settings.stream().map(Setting::key).collect(Collectors.toUnmodifiableSet());
    }
}
