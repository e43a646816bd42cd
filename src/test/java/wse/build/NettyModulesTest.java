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
 * Netty's modules on the class path, and so in the container image, are those that somebody uses. The dependency on {@code
 * netty-all} in {@code pom.xml} excludes the others.
 */
class NettyModulesTest {

    /** This project uses these; the runnable jar contains only them. */
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

    /** Gatling's own client uses these: HTTP/2, its DNS resolver and its support for proxies. */
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
    void shouldBeOnlyThoseThatAreUsed() throws IOException {
        Set<String> used =
                Stream.of(OURS, GATLINGS, Set.of(ALL)).flatMap(Set::stream).collect(Collectors.toSet());

        assertThat(onTheClassPath()).contains("netty-codec-http").isSubsetOf(used);
    }

    /** Each of Netty's jars has its version in a file of the same name. */
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
