package wse;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import wse.dialect.ClientMessages;
import wse.dialect.EchoDialect;
import wse.dialect.EchoProvider;
import wse.dialect.Jwt;
import wse.dialect.ServerMessages;
import wse.dialect.TradeUpdate;
import wse.dialect.WseDialect;
import wse.dialect.WseProvider;
import wse.gatling.WseProtocolBuilder;

/** Checks on compiled classes which other packages and which libraries each package uses. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DirectionsTest {

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("wse");

    private static final List<String> JDK = List.of("java.", "javax.", "com.sun.management");
    private static final String LOG = "org.slf4j.";
    private static final String NETTY = "io.netty.";
    private static final String BUFFER = "io.netty.buffer.";
    private static final String JZLIB = "com.jcraft.jzlib.";
    private static final String HDR = "org.HdrHistogram.";
    private static final String JACKSON = "com.fasterxml.jackson.";
    private static final String OSHI = "oshi.";

    private static final String ROOT = "wse.";
    private static final Pattern PACKAGE_NAME = Pattern.compile("[{]@code ([a-z.]+)[}]");

    private record Allowed(Set<String> ours, List<String> thirdParties) {}

    private static Map<String, Allowed> packages() {
        Map<String, Allowed> packages = new TreeMap<>();
        packages.put("config", new Allowed(Set.of("text"), List.of("org.simpleflatmapper.lightningcsv.")));
        packages.put("text", new Allowed(Set.of(), List.of()));
        packages.put("child", new Allowed(Set.of(), List.of()));
        packages.put("plan", new Allowed(Set.of("config"), List.of(JACKSON)));
        packages.put(
                "dialect",
                new Allowed(
                        Set.of("config", "text"),
                        List.of(
                                "io.jsonwebtoken.",
                                "org.msgpack.",
                                JACKSON,
                                BUFFER,
                                "io.netty.util.concurrent.FastThreadLocal")));
        packages.put(
                "dialect.script",
                new Allowed(Set.of("config", "dialect", "text"), List.of("org.snakeyaml.engine.", BUFFER)));
        packages.put("measure", new Allowed(Set.of("config"), List.of(HDR)));
        packages.put("engine", new Allowed(Set.of(), List.of(NETTY, JZLIB, LOG)));
        packages.put(
                "load",
                new Allowed(Set.of("config", "plan", "engine", "dialect", "measure", "text"), List.of(NETTY, HDR)));
        packages.put(
                "health",
                new Allowed(
                        Set.of("dialect", "machine", "measure", "text"),
                        List.of(OSHI, "com.sun.jna.", HDR, "io.netty.util.concurrent.")));
        packages.put("machine", new Allowed(Set.of(), List.of()));
        packages.put("python", new Allowed(Set.of(), List.of()));
        packages.put("preflight", new Allowed(Set.of("machine"), List.of(OSHI)));
        packages.put("server", new Allowed(Set.of("config", "child", "dialect"), List.of(NETTY, JZLIB, LOG)));
        packages.put(
                "cluster",
                new Allowed(Set.of("plan", "measure", "text"), List.of("org.jgroups.", NETTY, JACKSON, HDR, LOG)));
        packages.put(
                "report",
                new Allowed(
                        Set.of("config", "measure", "stats", "text"),
                        List.of(JACKSON, "com.networknt.schema.", "io.pebbletemplates.", HDR)));
        packages.put("stats", new Allowed(Set.of(), List.of("org.apache.commons.statistics.")));
        packages.put(
                "run",
                new Allowed(
                        Set.of(
                                "config",
                                "dialect",
                                "engine",
                                "load",
                                "machine",
                                "measure",
                                "plan",
                                "report",
                                "text",
                                "child",
                                "run.tiers",
                                "run.target",
                                "run.progress",
                                "run.watch",
                                "run.limit",
                                "run.live",
                                "run.crew"),
                        List.of(OSHI, "io.netty.util.")));
        packages.put("run.tiers", new Allowed(Set.of("config", "dialect", "measure", "plan"), List.of()));
        packages.put(
                "run.target",
                new Allowed(
                        Set.of("child", "config", "dialect", "engine", "health", "load", "python", "server"),
                        List.of("io.netty.handler.ipfilter.")));
        packages.put(
                "run.progress",
                new Allowed(
                        Set.of("health", "measure", "plan", "preflight", "report", "text", "run.tiers"), List.of()));
        packages.put(
                "run.notes",
                new Allowed(Set.of("config", "dialect", "measure", "plan", "run.tiers", "text"), List.of()));
        packages.put(
                "run.watch",
                new Allowed(
                        Set.of(
                                "config",
                                "health",
                                "load",
                                "machine",
                                "measure",
                                "plan",
                                "report",
                                "run.notes",
                                "run.progress",
                                "run.target",
                                "run.tiers",
                                "text"),
                        List.of(HDR, "io.netty.util.")));
        packages.put(
                "run.limit",
                new Allowed(Set.of("config", "measure", "plan", "text", "run.progress", "run.tiers"), List.of()));
        packages.put(
                "run.live",
                new Allowed(
                        Set.of("config", "health", "measure", "run.progress", "run.tiers", "text"),
                        List.of("io.prometheus.metrics.", "io.opentelemetry.")));
        packages.put(
                "run.crew",
                new Allowed(
                        Set.of(
                                "child",
                                "cluster",
                                "config",
                                "dialect",
                                "engine",
                                "health",
                                "load",
                                "measure",
                                "plan",
                                "preflight",
                                "server",
                                "text",
                                "run.progress",
                                "run.target",
                                "run.tiers",
                                "run.watch"),
                        List.of(HDR, "io.netty.handler.ipfilter.", "io.netty.util.")));
        packages.put(
                "gatling",
                new Allowed(
                        Set.of(
                                "config",
                                "plan",
                                "dialect",
                                "measure",
                                "load",
                                "run",
                                "run.tiers",
                                "run.limit",
                                "run.watch",
                                "gatling.internal"),
                        List.of("io.gatling.javaapi.", "io.netty.util.concurrent.")));
        packages.put(
                "gatling.internal",
                new Allowed(
                        Set.of("config", "plan", "dialect", "measure", "engine", "load", "run", "text"),
                        List.of("io.gatling.", "scala.", NETTY, HDR, LOG)));
        packages.put(
                "cli",
                new Allowed(
                        Set.of(
                                "config",
                                "dialect",
                                "measure",
                                "preflight",
                                "server",
                                "report",
                                "cluster",
                                "run.crew",
                                "run.live",
                                "run.progress",
                                "text"),
                        List.of("picocli.")));
        return packages;
    }

    @Test
    void shouldMapEveryPackage() {
        Set<String> mapped = packages().keySet().stream().map(ROOT::concat).collect(Collectors.toSet());
        mapped.add("wse");

        assertThat(classes.stream().map(JavaClass::getPackageName).collect(Collectors.toSet()))
                .isEqualTo(mapped);
    }

    @TestFactory
    List<DynamicTest> packageJavadocShouldNameTheSamePackages() {
        return packages().entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(
                        entry.getKey(),
                        () -> assertThat(imports(entry.getKey()))
                                .isEqualTo(entry.getValue().ours())))
                .toList();
    }

    /** The packages named in the last sentence of the package Javadoc. */
    private static Set<String> imports(String name) throws IOException {
        Path javadoc = Path.of("src/main/java/wse", name.replace('.', '/'), "package-info.java");
        String text = Files.readString(javadoc).replaceAll("\\s+[*]?\\s*", " ");
        int sentence = text.indexOf("Imports ");
        assertThat(sentence).as(text).isPositive();
        return PACKAGE_NAME
                .matcher(text.substring(sentence))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toSet());
    }

    @TestFactory
    List<DynamicTest> packagesShouldUseOnlyWhatTheirJavadocNames() {
        return packages().entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> check(entry.getKey(), entry.getValue())))
                .toList();
    }

    /** Only its provider knows a protocol, so that another protocol can replace it everywhere. */
    @Test
    void shouldLetOnlyProvidersAndTheReferenceServerUseAProtocol() {
        noClasses()
                .that()
                .resideOutsideOfPackages("wse.dialect", "wse.server")
                .and()
                .doNotBelongToAnyOf(WseProtocolBuilder.class)
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(
                        WseDialect.class,
                        WseProvider.class,
                        EchoDialect.class,
                        EchoProvider.class,
                        TradeUpdate.class,
                        ClientMessages.class,
                        ServerMessages.class,
                        Jwt.class)
                .check(classes);
    }

    @Test
    void shouldCompareTheNameOfAProtocolNowhere() throws IOException {
        Pattern comparison = Pattern.compile("\"(wse|echo)\"[.]equals|equals[(]\"(wse|echo)\"[)]|case \"(wse|echo)\"");
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            assertThat(sources.filter(Files::isRegularFile)
                            .filter(file -> comparison.matcher(text(file)).find()))
                    .isEmpty();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void check(String name, Allowed allowed) {
        classes()
                .that()
                .resideInAPackage(ROOT + name)
                .should()
                .onlyDependOnClassesThat(isAllowed(name, allowed))
                .check(classes);
    }

    private static DescribedPredicate<JavaClass> isAllowed(String name, Allowed allowed) {
        return DescribedPredicate.describe("are allowed to " + name + ": " + allowed, type -> {
            String owner = type.getBaseComponentType().getPackageName();
            String full = type.getBaseComponentType().getName();
            return type.getBaseComponentType().isPrimitive()
                    || owner.equals(ROOT + name)
                    || allowed.ours().stream().anyMatch(other -> owner.equals(ROOT + other))
                    || JDK.stream().anyMatch(full::startsWith)
                    || allowed.thirdParties().stream().anyMatch(full::startsWith);
        });
    }
}
