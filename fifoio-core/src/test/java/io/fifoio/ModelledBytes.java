package io.fifoio;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A pair of bytes and its model; bytes are shown as Latin-1. */
final class ModelledBytes extends ModelledPair {

    private interface RangeCall {
        Object on(byte[] array, int offset, int length) throws IOException;
    }

    private interface TextCall {
        Object on(String text) throws IOException;
    }

    private interface LengthCall {
        Object on(int length) throws IOException;
    }

    private final FifoOutputStream output;
    private final FifoInputStream input;

    private ModelledBytes(Fifo fifo, PairModel model, int capacity, Random random) {
        super(model, capacity, random);
        this.output = fifo.output();
        this.input = fifo.input();
    }

    static ModelledBytes of(int capacity, Random random) {
        boolean plain = random.nextInt(4) == 0;
        Fifo fifo = plain ? Fifo.plain(capacity) : Fifo.ofCapacity(capacity);
        PairModel model = new PairModel(Units.BYTES, capacity, plain);
        ModelledBytes pair = new ModelledBytes(fifo, model, capacity, random);
        pair.limit(fifo::expectPeerWithin, fifo.output()::setTimeout, fifo.input()::setTimeout);
        return pair;
    }

    @Override
    List<Supplier<Step>> writes() {
        OutputStream shared = output.shared();
        return List.of(
                () -> writeByte("write(int)", output),
                () -> writeByte("shared write(int)", shared),
                () -> writeArray("write(byte[])", output),
                () -> writeRange("write", this::write, this::modelledWrite),
                this::writeShared,
                () -> writeRange("writeSome", output::writeSome, model::writeSome),
                () -> writeRange("tryWrite", output::tryWrite, model::tryWrite),
                () -> writeBuffer("channel write, heap", ByteBuffer::allocate),
                () -> writeBuffer("channel write, direct", ByteBuffer::allocateDirect),
                () -> step("flush", output::flush, () -> {}),
                () -> step("shared flush", shared::flush, () -> {}),
                () -> step("complete", output::complete, model::complete),
                () -> limiting("output timeout", output::setTimeout, model::limitOutput),
                () -> new Step("output toString", output::toString, model::describeOutput),
                () -> new Step("output channel isOpen", output.asChannel()::isOpen, model::isOutputOpen),
                this::wrongWrites);
    }

    @Override
    List<Supplier<Step>> reads() {
        return List.of(
                this::readByte,
                () -> readRange("read", input::read, model::read),
                () -> readRange("tryRead", input::tryRead, model::tryRead),
                () -> readRange("readNBytes", input::readNBytes, model::readFully),
                () -> readBuffer("channel read, heap", ByteBuffer::allocate),
                () -> readBuffer("channel read, direct", ByteBuffer::allocateDirect),
                this::gather,
                this::gatherAll,
                this::skip,
                this::skipExactly,
                this::transfer,
                this::transferToBrokenTarget,
                () -> new Step("available", input::available, model::available),
                () -> step("reset", input::reset, model::reset),
                () -> limiting("input timeout", input::setTimeout, model::limitInput),
                () -> new Step("input toString", input::toString, model::describeInput),
                () -> new Step("input channel isOpen", input.asChannel()::isOpen, model::isInputOpen),
                this::wrongReads);
    }

    @Override
    List<Supplier<Step>> ends() {
        return List.of(
                () -> step("output close", output::close, model::closeOutput),
                () -> step("output channel close", output.asChannel()::close, model::closeOutput),
                () -> step("shared close", output.shared()::close, model::closeOutput),
                () -> failing("output fail", output::fail, model::failOutput),
                () -> step("input close", input::close, model::closeInput),
                () -> step("input channel close", input.asChannel()::close, model::closeInput),
                () -> failing("input fail", input::fail, model::failInput));
    }

    private Step writeByte(String name, OutputStream stream) {
        String text = text(1);
        // Only the low eight bits of the int count.
        int value = text.charAt(0) | random.nextInt() << 8;
        return step(name, () -> stream.write(value), () -> model.write(text));
    }

    private Step writeArray(String name, OutputStream stream) {
        String text = text(length());
        return step(name, () -> stream.write(bytes(text)), () -> model.write(text));
    }

    private Object write(byte[] array, int offset, int length) throws IOException {
        output.write(array, offset, length);
        return "";
    }

    private Object modelledWrite(String text) throws IOException {
        model.write(text);
        return "";
    }

    private Step writeShared() {
        String text = text(length());
        return step("shared write", () -> output.shared().write(bytes(text)), () -> model.writeShared(text));
    }

    private Step writeRange(String name, RangeCall real, TextCall modelled) {
        String text = text(length());
        int offset = random.nextInt(3);
        byte[] array = bytes("<".repeat(offset) + text + ">");
        return new Step(name, () -> real.on(array, offset, text.length()), () -> modelled.on(text))
                // It is the caller's again.
                .leaving(() -> fill(array), () -> "");
    }

    private static String fill(byte[] array) {
        Arrays.fill(array, (byte) '!');
        return "";
    }

    private Step writeBuffer(String name, IntFunction<ByteBuffer> buffers) {
        String text = text(length());
        ByteBuffer buffer = buffers.apply(text.length() + 2).put(bytes("<" + text + ">"));
        buffer.flip().position(1).limit(1 + text.length());
        return new Step(name, () -> output.asChannel().write(buffer), () -> model.writeToChannel(text))
                .leaving(() -> "" + buffer.position(), () -> "" + (1 + model.put()));
    }

    private Step readByte() {
        return new Step(
                "read()",
                () -> {
                    int value = input.read();
                    return value < 0 ? "end" : (char) value;
                },
                () -> model.read(1) < 0 ? "end" : model.taken());
    }

    private Step readRange(String name, RangeCall real, LengthCall modelled) {
        int length = length();
        byte[] target = new byte[length + 2];
        return reading(name, length, () -> real.on(target, 1, length), () -> modelled.on(length), () -> text(target));
    }

    private Step readBuffer(String name, IntFunction<ByteBuffer> buffers) {
        int length = length();
        ByteBuffer buffer = buffers.apply(length + 2).position(1).limit(1 + length);
        return reading(name, length, () -> input.asChannel().read(buffer), () -> model.readFromChannel(length), () -> {
            byte[] all = new byte[length + 2];
            int position = buffer.position();
            buffer.clear().get(all);
            return position == 1 + model.taken().length() ? text(all) : "position " + position;
        });
    }

    private Step gather() {
        int length = length();
        return new Step("readNBytes", () -> text(input.readNBytes(length)), () -> {
            model.readFully(length);
            return model.taken();
        });
    }

    private Step gatherAll() {
        return new Step("readAllBytes", () -> text(input.readAllBytes()), () -> {
            model.readFully(Integer.MAX_VALUE);
            return model.taken();
        });
    }

    private Step skip() {
        int length = length() - 1;
        return new Step("skip", () -> input.skip(length), () -> model.readFully(length));
    }

    private Step skipExactly() {
        int length = length() - 1;
        return step("skipNBytes", () -> input.skipNBytes(length), () -> model.skipExactly(length));
    }

    private Step transfer() {
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        return new Step("transferTo", () -> input.transferTo(target), () -> model.readFully(Long.MAX_VALUE))
                .leaving(() -> target.toString(ISO_8859_1), model::taken);
    }

    private Step transferToBrokenTarget() {
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int b) {
                throw new AssertionError("byte by byte");
            }

            @Override
            public void write(byte[] b, int off, int len) throws IOException {
                target.write(b, off, len);
                throw new IOException("broken", new IOException("target"));
            }
        };
        return new Step("transferTo a broken target", () -> input.transferTo(broken), model::transferToBrokenTarget)
                .leaving(() -> target.toString(ISO_8859_1), model::taken);
    }

    private Step wrongWrites() {
        byte[] array = new byte[3];
        return refused(
                "wrong writes",
                "[IndexOutOfBoundsException, IndexOutOfBoundsException, IndexOutOfBoundsException, NullPointerException,"
                        + " NullPointerException, IllegalArgumentException]",
                model::refuseRange,
                Stream.of(
                        () -> output.write(array, 2, 2),
                        () -> output.writeSome(array, -1, 1),
                        () -> output.tryWrite(array, 0, -1),
                        () -> output.write(null, 0, 0),
                        () -> output.fail(null),
                        () -> output.setTimeout(Duration.ofNanos(-1))));
    }

    private Step wrongReads() {
        byte[] array = new byte[3];
        return refused(
                "wrong reads",
                "[IndexOutOfBoundsException, IndexOutOfBoundsException, IndexOutOfBoundsException,"
                        + " IllegalArgumentException, IllegalArgumentException, NullPointerException, NullPointerException,"
                        + " IllegalArgumentException]",
                Stream.of(
                        () -> input.read(array, 2, 2),
                        () -> input.tryRead(array, -1, 1),
                        () -> input.readNBytes(array, 0, -1),
                        () -> input.readNBytes(-1),
                        () -> input.asChannel().read(ByteBuffer.wrap(array).asReadOnlyBuffer()),
                        () -> input.transferTo(null),
                        () -> input.fail(null),
                        () -> input.setTimeout(Duration.ofNanos(-1))));
    }

    @Override
    long accepted() {
        return output.position();
    }

    @Override
    long consumed() {
        return input.position();
    }

    @Override
    Duration outputBlocked() {
        return output.blocked();
    }

    @Override
    Duration inputBlocked() {
        return input.blocked();
    }

    private String text(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return text(bytes);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, ISO_8859_1);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }
}
