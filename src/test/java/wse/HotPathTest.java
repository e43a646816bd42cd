package wse;

import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Code that runs for each message must not allocate, so it must not keep boxed numbers in collections, and must not use
 * streams.
 */
class HotPathTest {

    private static final Set<String> BOXES = Set.of("java.lang.Integer", "java.lang.Long", "java.lang.Double");

    private static final DescribedPredicate<JavaField> HOLD_BOXES = DescribedPredicate.describe(
            "collections of boxed numbers",
            field -> (field.getRawType().isAssignableTo(Map.class)
                            || field.getRawType().isAssignableTo(Collection.class))
                    && field.getType().getAllInvolvedRawTypes().stream()
                            .map(JavaClass::getName)
                            .anyMatch(BOXES::contains));

    private static final DescribedPredicate<JavaClass> RECORDS =
            DescribedPredicate.describe("records", type -> type.isRecord());

    @Test
    void shouldKeepNoBoxedNumbersInMutableState() {
        noFields()
                .that()
                .areNotStatic()
                .and()
                .areDeclaredInClassesThat(DescribedPredicate.not(RECORDS))
                .should(be(HOLD_BOXES))
                .because("each update allocates a box; use primitive arrays, indexed by an enum's ordinal if need be")
                .check(new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("wse.engine", "wse.load", "wse.measure", "wse.dialect"));
    }

    /** Methods that the engine calls for each read of the socket. */
    private static final Set<String> FOR_EACH_READ = Set.of("onFrames", "onMessage", "onReadComplete", "onWritable");

    /** Methods that are called at most once for each connection: for a failure, or for values that the server issued. */
    private static final Set<String> RARE = Set.of(
            "Failures.text",
            "FloodMessages.isNumberedLikeThese",
            "Printable.of",
            "ScriptConversation.issued",
            "TlsFailures.byText");

    @Test
    void shouldUseNoStreamsForEachMessage() {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("wse.engine", "wse.load", "wse.measure", "wse.dialect");
        Deque<JavaCodeUnit> waiting = new ArrayDeque<>();
        classes.stream()
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> FOR_EACH_READ.contains(method.getName()))
                .forEach(waiting::add);
        Set<JavaCodeUnit> reached = new LinkedHashSet<>(waiting);
        List<String> streams = new ArrayList<>();
        while (!waiting.isEmpty()) {
            for (JavaCodeUnitAccess<?> call : calls(waiting.remove())) {
                if (call.getTargetOwner().getPackageName().equals("java.util.stream")) {
                    streams.add(call.getDescription());
                }
                called(call).filter(reached::add).forEach(waiting::add);
            }
        }
        assertThat(streams).isEmpty();
    }

    private static Collection<JavaCodeUnitAccess<?>> calls(JavaCodeUnit from) {
        Collection<JavaCodeUnitAccess<?>> calls = new ArrayList<>(from.getCallsFromSelf());
        calls.addAll(from.getCodeUnitReferencesFromSelf());
        return calls;
    }

    /** The methods of this project that may run when this one is called. */
    private static Stream<JavaCodeUnit> called(JavaCodeUnitAccess<?> call) {
        String name = call.getName();
        String[] parameters = call.getTarget().getRawParameterTypes().stream()
                .map(JavaClass::getName)
                .toArray(String[]::new);
        Stream<JavaCodeUnit> overriding = call.getTargetOwner().getAllSubclasses().stream()
                .flatMap(type -> type.tryGetMethod(name, parameters).stream());
        return Stream.concat(call.getTarget().resolveMember().stream().map(JavaCodeUnit.class::cast), overriding)
                .filter(method -> method.getOwner().getPackageName().startsWith("wse."))
                .filter(method -> !RARE.contains(method.getOwner().getSimpleName() + "." + method.getName()));
    }
}
