package wse.dialect.script;

import java.util.HexFormat;

/** Bytes as hexadecimal digits, with any white space between them. */
final class HexText {

    private HexText() {}

    static byte[] bytes(Value value, String text) {
        String digits = text.replaceAll("\\s", "");
        try {
            return HexFormat.of().parseHex(digits);
        } catch (IllegalArgumentException e) {
            throw value.refused(value.name() + " must be bytes in hexadecimal, such as 0A FF: two digits for each byte;"
                    + " correct \"" + text.strip() + "\"");
        }
    }
}
