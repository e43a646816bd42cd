package wse.child;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The child's standard input, which is a pipe from {@link ChildProcess}. The child reads its options from it. The pipe
 * ends when the parent closes it or dies for any reason, so a child that waits for its end cannot outlive its parent.
 * Confined to one thread.
 */
public final class ParentPipe {

    private final BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));

    /**
     * Makes this process independent of the user's locale, because only its parent talks to people. Call this before
     * anything else.
     */
    public static void useFixedLocale() {
        Locale.setDefault(Locale.ROOT);
    }

    /**
     * The next line.
     *
     * @throws EOFException if there are no more lines
     */
    public String readLine() throws IOException {
        String line = in.readLine();
        if (line == null) {
            throw new EOFException("the parent ended before it had passed on all options");
        }
        return line;
    }

    /** Blocks until the parent has closed the pipe or died. */
    public void awaitEnd() {
        try {
            in.transferTo(Writer.nullWriter());
        } catch (IOException broken) {
            // A broken pipe is an end, too.
        }
    }
}
