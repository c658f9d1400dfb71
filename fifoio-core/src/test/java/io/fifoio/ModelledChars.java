package io.fifoio;

import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.CharBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A pair of chars and the model of it. */
final class ModelledChars extends ModelledPair {

    private interface RangeCall {
        Object on(char[] array, int offset, int length) throws IOException;
    }

    private interface TextCall {
        Object on(String text) throws IOException;
    }

    private interface TextAction {
        void on(String text) throws IOException;
    }

    private interface LengthCall {
        Object on(int length) throws IOException;
    }

    private final FifoWriter writer;
    private final FifoReader reader;

    private ModelledChars(CharFifo fifo, PairModel model, int capacity, Random random) {
        super(model, capacity, random);
        this.writer = fifo.writer();
        this.reader = fifo.reader();
    }

    static ModelledChars of(int capacity, Random random) {
        boolean plain = random.nextInt(4) == 0;
        CharFifo fifo = plain ? CharFifo.plain(capacity) : CharFifo.ofCapacity(capacity);
        PairModel model = new PairModel(Units.CHARS, capacity, plain);
        ModelledChars pair = new ModelledChars(fifo, model, capacity, random);
        pair.limit(fifo::expectPeerWithin, fifo.writer()::setTimeout, fifo.reader()::setTimeout);
        return pair;
    }

    @Override
    List<Supplier<Step>> writes() {
        return List.of(
                () -> write("write(int)", 1, text -> writer.write(text.charAt(0) | random.nextInt() << 16)),
                () -> write("append(char)", 1, text -> writer.append(text.charAt(0))),
                () -> write("write(String)", length(), writer::write),
                () -> write("write(char[])", length(), text -> writer.write(text.toCharArray())),
                () -> write("append", length(), text -> writer.append(new StringBuilder(text))),
                () -> write("append a part", length(), text -> writer.append("<" + text + ">", 1, 1 + text.length())),
                () -> write("write a part", length(), text -> writer.write("<" + text + ">", 1, text.length())),
                () -> writeRange("write", this::write, this::modelledWrite),
                () -> writeRange("writeSome", writer::writeSome, model::writeSome),
                () -> writeRange("tryWrite", writer::tryWrite, model::tryWrite),
                () -> step("flush", writer::flush, () -> {}),
                () -> step("complete", writer::complete, model::complete),
                () -> limiting("writer timeout", writer::setTimeout, model::limitOutput),
                () -> new Step("writer toString", writer::toString, model::describeOutput),
                this::wrongWrites);
    }

    @Override
    List<Supplier<Step>> reads() {
        return List.of(
                this::readChar,
                () -> readRange("read", reader::read, model::read),
                () -> readRange("tryRead", reader::tryRead, model::tryRead),
                this::readBuffer,
                this::skip,
                this::transfer,
                this::transferToBrokenTarget,
                () -> new Step("ready", reader::ready, () -> model.available() > 0),
                () -> step("reset", reader::reset, model::reset),
                () -> limiting("reader timeout", reader::setTimeout, model::limitInput),
                () -> new Step("reader toString", reader::toString, model::describeInput),
                this::wrongReads);
    }

    @Override
    List<Supplier<Step>> ends() {
        return List.of(
                () -> step("writer close", writer::close, model::closeOutput),
                () -> failing("writer fail", writer::fail, model::failOutput),
                () -> step("reader close", reader::close, model::closeInput),
                () -> failing("reader fail", reader::fail, model::failInput));
    }

    private Step write(String name, int length, TextAction real) {
        String text = text(length);
        return step(name, () -> real.on(text), () -> model.write(text));
    }

    private Object write(char[] array, int offset, int length) throws IOException {
        writer.write(array, offset, length);
        return "";
    }

    private Object modelledWrite(String text) throws IOException {
        model.write(text);
        return "";
    }

    private Step writeRange(String name, RangeCall real, TextCall modelled) {
        String text = text(length());
        int offset = random.nextInt(3);
        char[] array = ("<".repeat(offset) + text + ">").toCharArray();
        return new Step(name, () -> real.on(array, offset, text.length()), () -> modelled.on(text))
                // It is the caller's again.
                .leaving(() -> fill(array), () -> "");
    }

    private static String fill(char[] array) {
        Arrays.fill(array, '!');
        return "";
    }

    private Step readChar() {
        return new Step(
                "read()",
                () -> {
                    int value = reader.read();
                    return value < 0 ? "end" : (char) value;
                },
                () -> model.read(1) < 0 ? "end" : model.taken());
    }

    private Step readRange(String name, RangeCall real, LengthCall modelled) {
        int length = length();
        char[] target = new char[length + 2];
        return reading(
                name,
                length,
                () -> real.on(target, 1, length),
                () -> modelled.on(length),
                () -> String.valueOf(target));
    }

    private Step readBuffer() {
        int length = length();
        CharBuffer buffer = CharBuffer.allocate(length + 2).position(1).limit(1 + length);
        return reading("read(CharBuffer)", length, () -> reader.read(buffer), () -> model.read(length), () -> {
            int position = buffer.position();
            String all = buffer.clear().toString();
            return position == 1 + model.taken().length() ? all : "position " + position;
        });
    }

    private Step skip() {
        int length = length();
        return new Step("skip", () -> reader.skip(length), () -> model.readFully(length));
    }

    private Step transfer() {
        StringWriter target = new StringWriter();
        return new Step("transferTo", () -> reader.transferTo(target), () -> model.readFully(Long.MAX_VALUE))
                .leaving(target::toString, model::taken);
    }

    private Step transferToBrokenTarget() {
        StringWriter target = new StringWriter();
        Writer broken = new Writer() {
            @Override
            public void write(char[] c, int off, int len) throws IOException {
                target.write(c, off, len);
                throw new IOException("broken", new IOException("target"));
            }

            @Override
            public void flush() {
                throw new AssertionError("flushed");
            }

            @Override
            public void close() {
                throw new AssertionError("closed");
            }
        };
        return new Step("transferTo a broken target", () -> reader.transferTo(broken), model::transferToBrokenTarget)
                .leaving(target::toString, model::taken);
    }

    private Step wrongWrites() {
        char[] array = new char[3];
        return refused(
                "wrong writes",
                "[IndexOutOfBoundsException, IndexOutOfBoundsException, IndexOutOfBoundsException,"
                        + " IndexOutOfBoundsException, NullPointerException, IllegalArgumentException]",
                model::refuseRange,
                Stream.of(
                        () -> writer.write(array, 2, 2),
                        () -> writer.write("abc", -1, 2),
                        () -> writer.writeSome(array, -1, 1),
                        () -> writer.tryWrite(array, 0, -1),
                        () -> writer.fail(null),
                        () -> writer.setTimeout(Duration.ofNanos(-1))));
    }

    private Step wrongReads() {
        char[] array = new char[3];
        return refused(
                "wrong reads",
                "[IndexOutOfBoundsException, IndexOutOfBoundsException, ReadOnlyBufferException,"
                        + " IllegalArgumentException, NullPointerException, NullPointerException,"
                        + " IllegalArgumentException]",
                Stream.of(
                        () -> reader.read(array, 2, 2),
                        () -> reader.tryRead(array, -1, 1),
                        () -> reader.read(CharBuffer.wrap("abc")),
                        () -> reader.skip(-1),
                        () -> reader.transferTo(null),
                        () -> reader.fail(null),
                        () -> reader.setTimeout(Duration.ofNanos(-1))));
    }

    @Override
    long accepted() {
        return writer.position();
    }

    @Override
    long consumed() {
        return reader.position();
    }

    @Override
    Duration outputBlocked() {
        return writer.blocked();
    }

    @Override
    Duration inputBlocked() {
        return reader.blocked();
    }

    /** Surrogates, paired or not, are as likely as all other chars together. */
    private String text(int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append((char)
                    (random.nextBoolean() ? Character.MIN_SURROGATE + random.nextInt(2048) : random.nextInt(1 << 16)));
        }
        return text.toString();
    }
}
