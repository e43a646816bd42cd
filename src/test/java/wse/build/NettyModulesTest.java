package wse.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The class path, and so the container image, contains only Netty modules that this project or Gatling uses. The dependency
 * on {@code netty-all} in {@code pom.xml} excludes the others.
 */
class NettyModulesTest {

    /** The modules that this project uses; the runnable jar contains no others. */
    static final Set<String> OURS = Set.of(
            "netty-buffer",
            "netty-codec-base",
            "netty-codec-compression",
            "netty-codec-http",
            "netty-common",
            "netty-handler",
            "netty-resolver",
            "netty-tcnative-boringssl-static",
            "netty-tcnative-classes",
            "netty-transport",
            "netty-transport-classes-epoll",
            "netty-transport-classes-io_uring",
            "netty-transport-native-epoll",
            "netty-transport-native-io_uring",
            "netty-transport-native-unix-common");

    /** The modules that only Gatling's own client uses, for HTTP/2, DNS and proxies. */
    private static final Set<String> GATLINGS = Set.of(
            "netty-codec-dns",
            "netty-codec-http2",
            "netty-codec-socks",
            "netty-handler-proxy",
            "netty-resolver-dns",
            "netty-resolver-dns-classes-macos",
            "netty-resolver-dns-native-macos");

    /** An empty jar that depends on all modules. */
    private static final String ALL = "netty-all";

    private static final Pattern JAR =
            Pattern.compile(".*/(netty-[a-z0-9_-]+)-[0-9.]+[.]Final(-[a-z0-9_-]+)?[.]jar!.*");

    @Test
    void shouldContainOnlyModulesThatAreUsed() throws IOException {
        Set<String> used =
                Stream.of(OURS, GATLINGS, Set.of(ALL)).flatMap(Set::stream).collect(Collectors.toSet());

        assertThat(onTheClassPath()).contains("netty-codec-http").isSubsetOf(used);
    }

    /** Found by the file with its version, which has the same name in each of Netty's jars. */
    private static Set<String> onTheClassPath() throws IOException {
        return Collections.list(
                        NettyModulesTest.class.getClassLoader().getResources("META-INF/io.netty.versions.properties"))
                .stream()
                .map(URL::toString)
                .flatMap(url -> JAR.matcher(url).results())
                .map(jar -> jar.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
