package wse;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * Tests that need the machine for themselves: they judge times, shares of a core or a verdict, or load both cores. The build runs
 * them one class after another, after all the others, several of which run at the same time.
 */
@Tag("quiet")
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Quiet {}
