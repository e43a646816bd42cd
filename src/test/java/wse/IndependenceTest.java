package wse;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The measurements and output of a run must depend neither on the user's locale nor on a clock that may be changed
 * meanwhile.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IndependenceTest {

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("wse");

    /** As in {@code Type.method(ParameterType, …)}, with simple names. Each has a variant with a locale. */
    private static final List<String> USE_THE_DEFAULT_LOCALE = List.of(
            "String.format(String, Object[])",
            "String.formatted(Object[])",
            "String.toLowerCase()",
            "String.toUpperCase()",
            "PrintStream.printf(String, Object[])",
            "PrintStream.format(String, Object[])",
            "Formatter.<init>()",
            "DecimalFormat.<init>(String)",
            "DateTimeFormatter.ofPattern(String)");

    private void noneCalls(List<String> forbidden, String because, String... exceptIn) {
        DescribedPredicate<JavaCall<?>> calls =
                DescribedPredicate.describe("one of " + forbidden, call -> forbidden.contains(name(call.getTarget())));
        DescribedPredicate<JavaClass> allowed = DescribedPredicate.describe(
                "one of " + List.of(exceptIn), type -> List.of(exceptIn).contains(type.getName()));
        noClasses()
                .that(DescribedPredicate.not(allowed))
                .should(ArchConditions.callCodeUnitWhere(calls))
                .because(because)
                .check(classes);
    }

    private static String name(CodeUnitCallTarget target) {
        List<String> parameters = target.getRawParameterTypes().stream()
                .map(type -> type.getSimpleName())
                .toList();
        return target.getOwner().getSimpleName() + "." + target.getName() + "(" + String.join(", ", parameters) + ")";
    }

    @Test
    void shouldFormatInTheSameWayInEveryLocale() {
        noneCalls(USE_THE_DEFAULT_LOCALE, "some locales have other digits or letters; use Locale.ROOT");
    }

    @Test
    void shouldTakeTimesFromAClockThatCannotBeSet() {
        noneCalls(
                List.of("System.currentTimeMillis()"),
                "durations come from System.nanoTime(), and times for people from SteadyClock",
                "wse.measure.SteadyClock",
                "wse.gatling.internal.OfflinePreferences$Node");
    }
}
