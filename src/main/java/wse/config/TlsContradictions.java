package wse.config;

import static wse.config.Contradictions.refuse;
import static wse.config.TlsSettings.CA;
import static wse.config.TlsSettings.CERTIFICATE;
import static wse.config.TlsSettings.INSECURE;
import static wse.config.TlsSettings.KEY;
import static wse.config.TlsSettings.KEY_PASSWORD;
import static wse.config.TlsSettings.MIN_VERSION;
import static wse.config.TlsSettings.RESUMPTION;
import static wse.config.TlsSettings.SERVER_NAME;
import static wse.config.TlsSettings.TLS;

import java.util.List;

/** Checks the settings of TLS for values that are allowed individually but not together. */
final class TlsContradictions {

    private TlsContradictions() {}

    /** @throws BadInputException on the first contradiction */
    static void check(Values values) {
        for (Setting<?> setting :
                List.of(CA, INSECURE, CERTIFICATE, KEY, KEY_PASSWORD, SERVER_NAME, MIN_VERSION, RESUMPTION)) {
            refuse(
                    values.isGiven(setting) && !values.get(TLS),
                    () -> setting.key() + " has no effect without TLS: " + values.asGiven(setting)
                            + "; give wse.tls=true too or leave it out");
        }
        refuse(
                values.isGiven(CA) && values.get(INSECURE),
                () -> "wse.tls.insecure accepts any certificate, so wse.tls.ca has no effect: " + values.asGiven(CA)
                        + ", " + values.asGiven(INSECURE) + "; leave one out");
        refuse(values.isGiven(CERTIFICATE) && !values.isGiven(KEY), () -> needs(CERTIFICATE, KEY, values));
        refuse(values.isGiven(KEY) && !values.isGiven(CERTIFICATE), () -> needs(KEY, CERTIFICATE, values));
        refuse(values.isGiven(KEY_PASSWORD) && !values.isGiven(KEY), () -> needs(KEY_PASSWORD, KEY, values));
    }

    private static String needs(Setting<?> given, Setting<?> missing, Values values) {
        return given.key() + " needs " + missing.key() + ": " + values.asGiven(given) + "; give both or none";
    }
}
