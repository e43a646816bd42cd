package wse.report;

import java.io.StringWriter;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import wse.measure.RunResult;
import wse.measure.TierResult;

/**
 * The conditions of a run as JUnit XML, which build servers read: one test case for each tier and condition. The file has all
 * elements and attributes that the schemas of Apache Ant and Jenkins require. Pure.
 */
public final class JunitReport {

    /** The name of the file in the directory of a run. */
    public static final String FILE = "junit.xml";

    /** The format of JUnit allows neither a time zone nor fractions. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final double MILLIS = 1e3;

    private final XMLStreamWriter out;

    private JunitReport(XMLStreamWriter out) {
        this.out = out;
    }

    public static String render(RunResult run, List<Condition> conditions) {
        StringWriter text = new StringWriter();
        try {
            new JunitReport(XMLOutputFactory.newFactory().createXMLStreamWriter(text)).suite(run, conditions);
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a result must be writable as XML", e);
        }
        return text + "\n";
    }

    private void suite(RunResult run, List<Condition> conditions) throws XMLStreamException {
        long missed =
                conditions.stream().filter(condition -> !condition.isMet()).count();
        out.writeStartDocument("UTF-8", "1.0");
        out.writeStartElement("testsuite");
        attribute("name", run.test().label());
        attribute("tests", String.valueOf(conditions.size()));
        attribute("failures", String.valueOf(missed));
        attribute("errors", "0");
        attribute("skipped", "0");
        attribute("timestamp", TIME.format(run.startedAt()));
        attribute("hostname", "localhost");
        attribute("time", seconds(run, tier -> true));
        out.writeEmptyElement("properties");
        for (Condition condition : conditions) {
            testCase(run, condition);
        }
        output(Circumstances.of(run));
        out.writeEmptyElement("system-err");
        out.writeEndElement();
        out.writeEndDocument();
    }

    /** Build servers show it beside the test cases. The schemas require the element, even if it is empty. */
    private void output(List<String> sentences) throws XMLStreamException {
        if (sentences.isEmpty()) {
            out.writeEmptyElement("system-out");
            return;
        }
        out.writeStartElement("system-out");
        out.writeCharacters(legal(String.join("\n", sentences)));
        out.writeEndElement();
    }

    private void testCase(RunResult run, Condition condition) throws XMLStreamException {
        out.writeStartElement("testcase");
        attribute("classname", run.simulation());
        attribute("name", condition.about() + ": " + condition.rule());
        attribute("time", seconds(run, tier -> takesTime(run, tier, condition)));
        if (!condition.isMet()) {
            out.writeStartElement("failure");
            attribute("type", condition.rule());
            attribute("message", condition.complaint());
            out.writeCharacters(legal(condition.complaint()));
            out.writeEndElement();
        }
        out.writeEndElement();
    }

    /** The time of a tier counts once, however many conditions it has. */
    private static boolean takesTime(RunResult run, TierResult tier, Condition condition) {
        return condition.rule().equals(Condition.COMPLETE) && condition.about().equals(TierNotes.label(run, tier));
    }

    /** How long these tiers took together. */
    private static String seconds(RunResult run, Predicate<TierResult> which) {
        long millis = run.tiers().stream()
                .filter(which)
                .mapToLong(tier -> tier.measured().duration().toMillis())
                .sum();
        return String.format(Locale.ROOT, "%.3f", millis / MILLIS);
    }

    private void attribute(String name, String value) throws XMLStreamException {
        out.writeAttribute(name, legal(value));
    }

    /** Without the characters that XML 1.0 does not allow, even escaped. */
    static String legal(String text) {
        StringBuilder legal = new StringBuilder();
        text.codePoints().filter(JunitReport::isLegal).forEach(legal::appendCodePoint);
        return legal.toString();
    }

    /** The production Char of XML 1.0. */
    private static boolean isLegal(int point) {
        return point == '\t'
                || point == '\n'
                || point == '\r'
                || point >= 0x20 && point <= 0xd7ff
                || point >= 0xe000 && point <= 0xfffd
                || point >= 0x10000;
    }
}
