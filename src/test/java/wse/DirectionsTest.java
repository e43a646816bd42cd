package wse;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.DynamicTest;
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

    private record Room(Set<String> ours, List<String> thirdParties) {}

    private static Map<String, Room> rooms() {
        Map<String, Room> rooms = new TreeMap<>();
        rooms.put("config", new Room(Set.of(), List.of()));
        rooms.put("plan", new Room(Set.of(), List.of(JACKSON)));
        rooms.put("dialect", new Room(Set.of(), List.of("io.jsonwebtoken.", "org.msgpack.", JACKSON, BUFFER)));
        rooms.put("measure", new Room(Set.of(), List.of(HDR)));
        rooms.put("engine", new Room(Set.of(), List.of(NETTY, LOG)));
        rooms.put("load", new Room(Set.of("plan", "engine", "dialect", "measure", "health"), List.of(NETTY, HDR, LOG)));
        rooms.put("health", new Room(Set.of("measure"), List.of(OSHI, HDR, LOG, "io.netty.util.concurrent.")));
        rooms.put("preflight", new Room(Set.of("plan"), List.of(OSHI)));
        rooms.put("server", new Room(Set.of("dialect"), List.of(NETTY, LOG)));
        rooms.put("report", new Room(Set.of("measure"), List.of(JACKSON, "io.pebbletemplates.", HDR)));
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
                                "preflight",
                                "server",
                                "report"),
                        List.of(HDR, LOG, OSHI, "io.netty.util.")));
        rooms.put(
                "gatling",
                new Room(
                        Set.of("config", "plan", "dialect", "measure", "load", "run", "gatling.internal"),
                        List.of("io.gatling.javaapi.", "io.netty.util.concurrent.")));
        rooms.put(
                "gatling.internal",
                new Room(
                        Set.of("plan", "dialect", "engine", "load", "measure", "health", "run", "gatling"),
                        List.of("io.gatling.", "scala.", NETTY, HDR, LOG, JACKSON)));
        rooms.put(
                "cli",
                new Room(
                        Set.of(
                                "config",
                                "plan",
                                "dialect",
                                "measure",
                                "engine",
                                "load",
                                "health",
                                "preflight",
                                "server",
                                "report",
                                "run"),
                        List.of("picocli.")));
        return rooms;
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
                .resideInAPackage("wse." + name)
                .should()
                .onlyDependOnClassesThat(allowed(name, room))
                .check(CLASSES);
    }

    private static DescribedPredicate<JavaClass> allowed(String name, Room room) {
        return DescribedPredicate.describe("are in " + name + "'s reach " + room, type -> {
            String owner = type.getBaseComponentType().getPackageName();
            String full = type.getBaseComponentType().getName();
            return type.getBaseComponentType().isPrimitive()
                    || owner.equals("wse." + name)
                    || room.ours().stream().anyMatch(other -> owner.equals("wse." + other))
                    || JDK.stream().anyMatch(full::startsWith)
                    || room.thirdParties().stream().anyMatch(full::startsWith);
        });
    }
}
