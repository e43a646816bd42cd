package wse.dialect.script;

import java.util.stream.Collectors;
import wse.dialect.Dialect;
import wse.dialect.DialectContext;
import wse.dialect.DialectProvider;
import wse.dialect.Script;

/** Provides protocols that a file describes: {@code wse.script=FILE}. */
public final class ScriptProvider implements DialectProvider {

    private static final String NAME = "script";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String summary() {
        return "a protocol that the YAML file wse.script describes";
    }

    /** @throws wse.config.BadInputException if the description has a mistake; the message names its line and column */
    @Override
    public Dialect create(DialectContext context) {
        Script script = context.script()
                .orElseThrow(
                        () -> new IllegalArgumentException("a file must describe the protocol; give wse.script=FILE"));
        Scope.Sources sources = new Scope.Sources(
                script.variables().entrySet().stream()
                        .collect(Collectors.toMap(
                                variable -> variable.getKey(),
                                variable -> variable.getValue().reveal())),
                context.users(),
                System::currentTimeMillis);
        Description description = DescriptionReader.read(script.file(), script.name(), script.text(), sources);
        return new ScriptDialect(script.file(), description, context.path());
    }
}
