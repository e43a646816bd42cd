package wse;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What runs for each message allocates nothing, and so boxes nothing: no counter is kept in a {@code Map<…, Long>}. */
class HotPathTest {

    private static final Set<String> BOXES = Set.of("Integer", "Long", "Double", "Float", "Short", "Byte", "Character");

    private static final DescribedPredicate<JavaMethodCall> BOXING = DescribedPredicate.describe(
            "box a number",
            call -> call.getTarget().getName().equals("valueOf")
                    && call.getTargetOwner().getPackageName().equals("java.lang")
                    && BOXES.contains(call.getTargetOwner().getSimpleName())
                    && call.getTarget().getRawParameterTypes().get(0).isPrimitive());

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("wse.engine", "wse.load", "wse.measure", "wse.dialect");

    @Test
    void shouldBoxNoNumberOnTheHotPath() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("wse.engine.Failures")
                .should()
                .callMethodWhere(BOXING)
                .because("a box for each message is garbage; keep counters in primitive fields or LongAdders")
                .check(CLASSES);
    }
}
