package wse.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The build server that runs this process, according to its environment.
 *
 * @param takesAnnotations whether GitHub Actions reads commands from the output
 * @param stepSummary the file that GitHub Actions shows on the page of a build; empty elsewhere
 */
public record BuildServer(boolean takesAnnotations, Optional<Path> stepSummary) {

    private static final String ACTIONS = "GITHUB_ACTIONS";
    private static final String SUMMARY = "GITHUB_STEP_SUMMARY";

    /** Reads the environment of this process. */
    public static BuildServer here() {
        return of(System.getenv());
    }

    static BuildServer of(Map<String, String> environment) {
        return new BuildServer(
                "true".equals(environment.get(ACTIONS)),
                Optional.ofNullable(environment.get(SUMMARY))
                        .filter(path -> !path.isBlank())
                        .map(Path::of));
    }
}
