package wse;

import java.util.List;
import wse.measure.ServerUsage;

/** The findings about a server, without the programs that happen to run beside a test. */
public final class OwnFindings {

    private OwnFindings() {}

    public static List<String> of(List<String> findings) {
        return findings.stream()
                .filter(finding -> !finding.startsWith(ServerUsage.OTHER_PROGRAMS))
                .toList();
    }
}
