package wse;

import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Code that runs for each message must not allocate, so it must not keep boxed numbers in collections. */
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
}
