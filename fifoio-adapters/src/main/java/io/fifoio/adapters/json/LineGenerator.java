package io.fifoio.adapters.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import java.io.IOException;

/**
 * The generator that is given to an element which is to be a line. A mapper that indents sets its pretty printer on any
 * generator that it is given, and a separator of its own as well: neither is accepted. Raw JSON is written unchanged,
 * so it is checked.
 */
final class LineGenerator extends JsonGeneratorDelegate {

    LineGenerator(JsonGenerator generator) {
        // Otherwise a codec would be given the generator behind this one.
        super(generator, false);
    }

    @Override
    public JsonGenerator setPrettyPrinter(PrettyPrinter printer) {
        return this;
    }

    @Override
    public JsonGenerator useDefaultPrettyPrinter() {
        return this;
    }

    @Override
    public JsonGenerator setRootValueSeparator(SerializableString separator) {
        return this;
    }

    @Override
    public void writeRaw(String text) throws IOException {
        check(text, 0, text.length());
        super.writeRaw(text);
    }

    @Override
    public void writeRaw(String text, int offset, int length) throws IOException {
        check(text, offset, length);
        super.writeRaw(text, offset, length);
    }

    @Override
    public void writeRaw(SerializableString text) throws IOException {
        String value = text.getValue();
        check(value, 0, value.length());
        super.writeRaw(text);
    }

    @Override
    public void writeRaw(char[] text, int offset, int length) throws IOException {
        check(text, offset, length);
        super.writeRaw(text, offset, length);
    }

    @Override
    public void writeRaw(char c) throws IOException {
        check(c);
        super.writeRaw(c);
    }

    @Override
    public void writeRawValue(String text) throws IOException {
        check(text, 0, text.length());
        super.writeRawValue(text);
    }

    @Override
    public void writeRawValue(String text, int offset, int length) throws IOException {
        check(text, offset, length);
        super.writeRawValue(text, offset, length);
    }

    @Override
    public void writeRawValue(char[] text, int offset, int length) throws IOException {
        check(text, offset, length);
        super.writeRawValue(text, offset, length);
    }

    /** Checked, because it is written unchanged, too. */
    @Override
    public void writeNumber(String text) throws IOException {
        if (text != null) {
            check(text, 0, text.length());
        }
        super.writeNumber(text);
    }

    @Override
    public void writeNumber(char[] text, int offset, int length) throws IOException {
        check(text, offset, length);
        super.writeNumber(text, offset, length);
    }

    @Override
    public void writeRawUTF8String(byte[] text, int offset, int length) throws IOException {
        for (int i = offset; i < offset + length; i++) {
            check((char) text[i]);
        }
        super.writeRawUTF8String(text, offset, length);
    }

    private static void check(String text, int offset, int length) throws IOException {
        for (int i = offset; i < offset + length; i++) {
            check(text.charAt(i));
        }
    }

    private static void check(char[] text, int offset, int length) throws IOException {
        for (int i = offset; i < offset + length; i++) {
            check(text[i]);
        }
    }

    /** Refuses a line break. A carriage return counts too: many programs that read lines take it for the end of one. */
    private static void check(char c) throws IOException {
        if (c == '\n' || c == '\r') {
            throw new IOException("raw JSON with a line break can't be a value on a line of its own: write it without");
        }
    }
}
