package wse;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The map of directions: which room may use which, and which third parties it may know. Checked on compiled classes. */
class DirectionsTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("wse");

    private static final List<String> JDK = List.of("java.", "javax.", "com.sun.management");
    private static final String LOG = "org.slf4j.";
    private static final String NETTY = "io.netty.";
    private static final String BUFFER = "io.netty.buffer.";
    private static final String HDR = "org.HdrHistogram.";
    private static final String JACKSON = "com.fasterxml.jackson.";
    private static final String OSHI = "oshi.";

    private static final String ROOT = "wse.";
    private static final Pattern ROOM_NAME = Pattern.compile("[{]@code ([a-z.]+)[}]");

    private record Room(Set<String> ours, List<String> thirdParties) {}

    private static Map<String, Room> rooms() {
        Map<String, Room> rooms = new TreeMap<>();
        rooms.put("config", new Room(Set.of(), List.of()));
        rooms.put("text", new Room(Set.of(), List.of()));
        rooms.put("child", new Room(Set.of(), List.of()));
        rooms.put("plan", new Room(Set.of("config"), List.of(JACKSON)));
        rooms.put("dialect", new Room(Set.of("config"), List.of("io.jsonwebtoken.", "org.msgpack.", JACKSON, BUFFER)));
        rooms.put("measure", new Room(Set.of("config"), List.of(HDR)));
        rooms.put("engine", new Room(Set.of(), List.of(NETTY, LOG)));
        rooms.put("load", new Room(Set.of("config", "plan", "engine", "dialect", "measure"), List.of(NETTY, HDR)));
        rooms.put(
                "health",
                new Room(Set.of("dialect", "machine", "measure"), List.of(OSHI, HDR, "io.netty.util.concurrent.")));
        rooms.put("machine", new Room(Set.of(), List.of()));
        rooms.put("preflight", new Room(Set.of("machine"), List.of(OSHI)));
        rooms.put("server", new Room(Set.of("config", "child", "dialect"), List.of(NETTY, LOG)));
        rooms.put("cluster", new Room(Set.of("plan", "measure"), List.of("org.jgroups.", JACKSON, HDR, LOG)));
        rooms.put(
                "report", new Room(Set.of("config", "measure", "text"), List.of(JACKSON, "io.pebbletemplates.", HDR)));
        rooms.put(
                "run",
                new Room(
                        Set.of(
                                "config",
                                "plan",
                                "dialect",
                                "measure",
                                "engine",
                                "load",
                                "health",
                                "machine",
                                "preflight",
                                "child",
                                "server",
                                "cluster",
                                "report",
                                "text"),
                        List.of(HDR, OSHI, "io.netty.util.")));
        rooms.put(
                "gatling",
                new Room(
                        Set.of("config", "plan", "dialect", "measure", "load", "run", "gatling.internal"),
                        List.of("io.gatling.javaapi.", "io.netty.util.concurrent.")));
        rooms.put(
                "gatling.internal",
                new Room(
                        Set.of("config", "plan", "dialect", "measure", "engine", "load"),
                        List.of("io.gatling.", "scala.", NETTY, HDR, LOG)));
        rooms.put(
                "cli",
                new Room(
                        Set.of(
                                "config",
                                "dialect",
                                "measure",
                                "preflight",
                                "server",
                                "report",
                                "cluster",
                                "run",
                                "text"),
                        List.of("picocli.")));
        return rooms;
    }

    @Test
    void shouldMapEveryPackage() {
        Set<String> mapped = rooms().keySet().stream().map(ROOT::concat).collect(Collectors.toSet());
        mapped.add("wse");

        assertThat(CLASSES.stream().map(JavaClass::getPackageName).collect(Collectors.toSet()))
                .isEqualTo(mapped);
    }

    @TestFactory
    List<DynamicTest> everyDoorPlateShouldSayWhatTheMapSays() {
        return rooms().entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(
                        entry.getKey(),
                        () -> assertThat(imports(entry.getKey()))
                                .isEqualTo(entry.getValue().ours())))
                .toList();
    }

    /** The rooms that the door-plate's last sentence names. */
    private static Set<String> imports(String name) throws IOException {
        Path doorPlate = Path.of("src/main/java/wse", name.replace('.', '/'), "package-info.java");
        String text = Files.readString(doorPlate).replaceAll("\\s+[*]?\\s*", " ");
        int sentence = text.indexOf("Imports ");
        assertThat(sentence).as(text).isPositive();
        return ROOM_NAME
                .matcher(text.substring(sentence))
                .results()
                .map(room -> room.group(1))
                .collect(Collectors.toSet());
    }

    @TestFactory
    List<DynamicTest> everyRoomShouldUseOnlyWhatItsDoorPlateNames() {
        return rooms().entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> check(entry.getKey(), entry.getValue())))
                .toList();
    }

    private static void check(String name, Room room) {
        classes()
                .that()
                .resideInAPackage(ROOT + name)
                .should()
                .onlyDependOnClassesThat(allowed(name, room))
                .check(CLASSES);
    }

    private static DescribedPredicate<JavaClass> allowed(String name, Room room) {
        return DescribedPredicate.describe("are in " + name + "'s reach " + room, type -> {
            String owner = type.getBaseComponentType().getPackageName();
            String full = type.getBaseComponentType().getName();
            return type.getBaseComponentType().isPrimitive()
                    || owner.equals(ROOT + name)
                    || room.ours().stream().anyMatch(other -> owner.equals(ROOT + other))
                    || JDK.stream().anyMatch(full::startsWith)
                    || room.thirdParties().stream().anyMatch(full::startsWith);
        });
    }
}
