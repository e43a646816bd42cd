package wse.build;

import io.gatling.javaapi.core.Simulation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Checks the choice of a simulation before {@code mvn gatling:test} uses it. If the choice is wrong, it lists the
 * available simulations. Gatling itself would print a stack trace for a misspelled class name, and "No line found" if
 * the name is missing and there is no terminal. Maven's Ant plugin creates an instance (see {@code pom.xml}), sets its
 * properties and calls {@link #execute}. For one thread.
 */
public final class SimulationChoice {

    private static final Pattern GATLING_TEST = Pattern.compile("\\bgatling(-maven-plugin)?(:[\\w.]+)?:test(?![\\w-])");
    private static final Pattern NO_RUN = Pattern.compile("-Dgatling\\.(reportsOnly|skip)\\b");
    private static final Pattern BATCH_MODE = Pattern.compile("\\s(-B|--batch-mode)\\b");

    private String commandLine = System.getProperty("sun.java.command", "");
    private Optional<String> named = Optional.empty();
    private boolean all;
    private List<String> hidden = List.of();
    /** Asked only when it matters: where another thread reads standard input, its state may not be known for minutes. */
    private BooleanSupplier answerable = () -> (System.getenv("CI") == null && isTerminal()) || isInputWaiting();

    /** @param name class name that the user gave, or an unresolved placeholder if none was given */
    public void setNamed(String name) {
        named = name.startsWith("${") ? Optional.empty() : Optional.of(name);
    }

    /** @param multiple {@code true} if all simulations are to run, one after the other */
    public void setAll(String multiple) {
        all = multiple.equals("true");
    }

    /** @param names class names of simulations that are not offered, separated by commas; {@code *} matches any text */
    public void setHidden(String names) {
        hidden = Stream.of(names.split(","))
                .map(name -> name.strip().replace(".", "\\.").replace("*", ".*"))
                .toList();
    }

    void setCommandLine(String line) {
        commandLine = line;
    }

    void setAnswerable(boolean possible) {
        answerable = () -> possible;
    }

    /** Does nothing if the choice is valid, or if nothing has to be chosen. */
    public void execute() {
        if (!GATLING_TEST.matcher(commandLine).find()
                || NO_RUN.matcher(commandLine).find()) {
            return;
        }
        if (named.isPresent()) {
            if (!isSimulation(named.get())) {
                throw refusal("There is no simulation '" + named.get() + "'." + suggestion(named.get()));
            }
        } else if (!all
                && (!answerable.getAsBoolean()
                        || BATCH_MODE.matcher(commandLine).find())) {
            throw refusal("No simulation was named, and there is no terminal to choose one.");
        }
    }

    private Refusal refusal(String reason) {
        return new Refusal(reason + " Choose one with -Dgatling.simulationClass=NAME, or run all of them"
                + " with -Dgatling.runMultipleSimulations=true. The simulations are:\n  "
                + String.join("\n  ", simulations()));
    }

    /** For those who left out the package, or a part of the name. */
    private String suggestion(String given) {
        String part = given.substring(given.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        List<String> similar = simulations().stream()
                .filter(name -> name.substring(name.lastIndexOf('.') + 1)
                        .toLowerCase(Locale.ROOT)
                        .startsWith(part))
                .toList();
        return similar.size() == 1 ? " Did you mean " + similar.get(0) + "?" : "";
    }

    /** Its text is only the message: Ant prints the text of an exception, which normally begins with the class name. */
    static final class Refusal extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Refusal(String message) {
            super(message);
        }

        @Override
        public String toString() {
            return getMessage();
        }
    }

    private static boolean isTerminal() {
        try {
            return new ProcessBuilder("test", "-t", "0").inheritIO().start().waitFor() == 0;
        } catch (IOException noSuchCommand) {
            return System.console() != null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Whether the answer has been piped in, as by {@code echo 3 | mvn gatling:test}. */
    private static boolean isInputWaiting() {
        try {
            return System.in.available() > 0;
        } catch (IOException closed) {
            return false;
        }
    }

    private static boolean isSimulation(String className) {
        try {
            Class<?> type = Class.forName(className, false, SimulationChoice.class.getClassLoader());
            return isGatlingSimulation(type) && !Modifier.isAbstract(type.getModifiers());
        } catch (ClassNotFoundException | LinkageError absent) {
            return false;
        }
    }

    /** By name, because simulations may also be written against Gatling's Scala API. */
    private static boolean isGatlingSimulation(Class<?> type) {
        return type != null
                && (type.getName().equals("io.gatling.core.scenario.Simulation")
                        || type == Simulation.class
                        || isGatlingSimulation(type.getSuperclass()));
    }

    /** Names of the simulations in the project's test classes that are not hidden, in alphabetical order. */
    List<String> simulations() {
        Path root = Path.of(URI.create(SimulationChoice.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString()));
        try (Stream<Path> files = Files.walk(root)) {
            return files.map(file -> root.relativize(file).toString())
                    .filter(file -> file.endsWith(".class"))
                    .map(file -> file.substring(0, file.length() - ".class".length())
                            .replace(root.getFileSystem().getSeparator(), "."))
                    .filter(name -> hidden.stream().noneMatch(name::matches))
                    .filter(SimulationChoice::isSimulation)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
