package io.fifoio.adapters.json3;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.SerializableString;
import tools.jackson.core.exc.StreamWriteException;
import tools.jackson.core.util.JsonGeneratorDelegate;

/** The generator that is given to an element which is to be a line. Raw JSON is written unchanged, so it is checked. */
final class LineGenerator extends JsonGeneratorDelegate {

    LineGenerator(JsonGenerator generator) {
        // Otherwise a codec would be given the generator behind this one.
        super(generator, false);
    }

    @Override
    public JsonGenerator writeRaw(String text) {
        check(text, 0, text.length());
        return super.writeRaw(text);
    }

    @Override
    public JsonGenerator writeRaw(String text, int offset, int length) {
        check(text, offset, length);
        return super.writeRaw(text, offset, length);
    }

    @Override
    public JsonGenerator writeRaw(SerializableString text) {
        String value = text.getValue();
        check(value, 0, value.length());
        return super.writeRaw(text);
    }

    @Override
    public JsonGenerator writeRaw(char[] text, int offset, int length) {
        check(text, offset, length);
        return super.writeRaw(text, offset, length);
    }

    @Override
    public JsonGenerator writeRaw(char c) {
        check(c);
        return super.writeRaw(c);
    }

    @Override
    public JsonGenerator writeRawValue(String text) {
        check(text, 0, text.length());
        return super.writeRawValue(text);
    }

    @Override
    public JsonGenerator writeRawValue(String text, int offset, int length) {
        check(text, offset, length);
        return super.writeRawValue(text, offset, length);
    }

    @Override
    public JsonGenerator writeRawValue(char[] text, int offset, int length) {
        check(text, offset, length);
        return super.writeRawValue(text, offset, length);
    }

    /** Checked, because it is written unchanged, too. */
    @Override
    public JsonGenerator writeNumber(String text) {
        if (text != null) {
            check(text, 0, text.length());
        }
        return super.writeNumber(text);
    }

    @Override
    public JsonGenerator writeNumber(char[] text, int offset, int length) {
        check(text, offset, length);
        return super.writeNumber(text, offset, length);
    }

    @Override
    public JsonGenerator writeRawUTF8String(byte[] text, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            check((char) text[i]);
        }
        return super.writeRawUTF8String(text, offset, length);
    }

    private void check(String text, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            check(text.charAt(i));
        }
    }

    private void check(char[] text, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            check(text[i]);
        }
    }

    /** Refuses a line break. A carriage return counts too: many programs that read lines take it for the end of one. */
    private void check(char c) {
        if (c == '\n' || c == '\r') {
            throw new StreamWriteException(
                    this, "raw JSON with a line break can't be a value on a line of its own: write it without");
        }
    }
}
