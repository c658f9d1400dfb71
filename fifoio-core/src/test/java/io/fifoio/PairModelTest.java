package io.fifoio;

import static org.assertj.core.api.Assertions.assertThat;

import io.fifoio.testing.NoLeakedThreads;
import io.fifoio.testing.Repetitions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every public method of both ends, in random order, against a plain model. One thread does it all: the time limit of
 * each end is so short that a call that would block gives up.
 */
@ExtendWith(NoLeakedThreads.class)
final class PairModelTest {

    private static final int OPERATIONS = Repetitions.of(100_000);

    /** Pairs are replaced after a while, so that all states have their share. */
    private static final int OPERATIONS_PER_PAIR = 100;

    private static final Duration AT_ONCE = Duration.ofNanos(1);

    private Fifo fifo = Fifo.create();
    private PairModel model = new PairModel(1, false);
    private Random random = new Random();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 15, 64})
    void bothEndsBehaveAsTheModelDoes(int capacity) {
        long seed = 20_000 + capacity;
        random = new Random(seed);
        for (int number = 0; number < OPERATIONS; number++) {
            if (number % OPERATIONS_PER_PAIR == 0) {
                startPair(capacity);
            }
            Operation operation = Operation.values()[random.nextInt(Operation.values().length)];
            if (operation.isTerminal() && random.nextInt(8) > 0) {
                continue;
            }
            String before = model.toString();
            String[] both = operate(operation, random.nextInt(capacity + 3));
            String expected = both[1] + positions(model.accepted(), model.consumed());
            String seen =
                    both[0] + positions(fifo.output().position(), fifo.input().position());
            if (!seen.equals(expected)) {
                assertThat(seen)
                        .as("seed %d, operation %d: %s on %s", seed, number, operation, before)
                        .isEqualTo(expected);
            }
        }
    }

    private static String positions(long accepted, long consumed) {
        return ", " + accepted + " bytes accepted, " + consumed + " consumed";
    }

    private void startPair(int capacity) {
        boolean plain = random.nextInt(4) == 0;
        fifo = plain ? Fifo.plain(capacity) : Fifo.ofCapacity(capacity);
        fifo.output().setTimeout(AT_ONCE);
        fifo.input().setTimeout(AT_ONCE);
        model = new PairModel(capacity, plain);
    }

    private enum Operation {
        WRITE_BYTE,
        WRITE,
        WRITE_SOME,
        TRY_WRITE,
        WRITE_HEAP_BUFFER,
        WRITE_DIRECT_BUFFER,
        READ_BYTE,
        READ,
        TRY_READ,
        READ_HEAP_BUFFER,
        READ_DIRECT_BUFFER,
        AVAILABLE,
        FLUSH,
        COMPLETE,
        CLOSE_OUTPUT,
        FAIL_OUTPUT,
        CLOSE_INPUT,
        FAIL_INPUT;

        boolean isTerminal() {
            return ordinal() >= CLOSE_OUTPUT.ordinal();
        }
    }

    /** What the pair did, and what the model says. */
    private String[] operate(Operation operation, int length) {
        FifoOutputStream output = fifo.output();
        FifoInputStream input = fifo.input();
        byte[] source = new byte[length + 4];
        random.nextBytes(source);
        int offset = random.nextInt(5);
        byte[] sent = Arrays.copyOfRange(source, offset, offset + length);
        return switch (operation) {
            case WRITE_BYTE ->
                both(
                        () -> {
                            output.write(source[0]);
                            return "returned";
                        },
                        () -> model.write(new byte[] {source[0]}));
            case WRITE ->
                both(
                        () -> {
                            output.write(source, offset, length);
                            return "returned";
                        },
                        () -> model.write(sent));
            case WRITE_SOME ->
                both(() -> "" + output.writeSome(source, offset, length), () -> model.writeSome(sent, true));
            case TRY_WRITE ->
                both(() -> "" + output.tryWrite(source, offset, length), () -> model.writeSome(sent, false));
            case WRITE_HEAP_BUFFER ->
                both(() -> writeFrom(ByteBuffer.wrap(source, offset, length)), () -> model.writeChannel(sent));
            case WRITE_DIRECT_BUFFER ->
                both(
                        () -> writeFrom(
                                ByteBuffer.allocateDirect(length).put(sent).flip()),
                        () -> model.writeChannel(sent));
            case READ_BYTE ->
                both(
                        () -> {
                            int value = input.read();
                            return value < 0 ? "-1" : "1 [" + (byte) value + "]";
                        },
                        () -> model.read(1, true));
            case READ ->
                both(() -> read(length, target -> input.read(target, 1, length)), () -> model.read(length, true));
            case TRY_READ ->
                both(() -> read(length, target -> input.tryRead(target, 1, length)), () -> model.read(length, false));
            case READ_HEAP_BUFFER ->
                both(
                        () -> read(length, target -> input.asChannel().read(ByteBuffer.wrap(target, 1, length))),
                        () -> model.readChannel(length));
            case READ_DIRECT_BUFFER ->
                both(
                        () -> read(length, target -> readThrough(ByteBuffer.allocateDirect(length), target)),
                        () -> model.readChannel(length));
            case AVAILABLE -> both(() -> "" + input.available(), () -> model.available());
            case FLUSH ->
                both(
                        () -> {
                            output.flush();
                            return "returned";
                        },
                        () -> "returned");
            case COMPLETE ->
                both(
                        () -> {
                            output.complete();
                            return "returned";
                        },
                        () -> model.complete());
            case CLOSE_OUTPUT ->
                both(
                        () -> {
                            output.close();
                            return "returned";
                        },
                        () -> model.endOutput(PairModel.End.CLOSED));
            case FAIL_OUTPUT ->
                both(
                        () -> {
                            output.fail(new IOException("output"));
                            return "returned";
                        },
                        () -> model.endOutput(PairModel.End.FAILED));
            case CLOSE_INPUT ->
                both(
                        () -> {
                            input.close();
                            return "returned";
                        },
                        () -> model.endInput(PairModel.End.CLOSED));
            case FAIL_INPUT ->
                both(
                        () -> {
                            input.fail(new IOException("input"));
                            return "returned";
                        },
                        () -> model.endInput(PairModel.End.FAILED));
        };
    }

    private interface Call {
        String run() throws IOException;
    }

    private interface Reading {
        int into(byte[] target) throws IOException;
    }

    private static String[] both(Call real, Call modelled) {
        return new String[] {outcomeOf(real), outcomeOf(modelled)};
    }

    private static String outcomeOf(Call call) {
        try {
            return call.run();
        } catch (FifoTimeoutException e) {
            return "timed out after " + e.bytesTransferred;
        } catch (PairModel.Thrown e) {
            return e.getMessage();
        } catch (IOException e) {
            return e.getClass().getSimpleName()
                    + (e.getCause() == null ? "" : "(" + e.getCause().getMessage() + ")");
        }
    }

    private String writeFrom(ByteBuffer source) throws IOException {
        int before = source.position();
        long accepted = fifo.output().position();
        try {
            return "" + fifo.output().asChannel().write(source);
        } finally {
            assertThat(source.position() - before)
                    .isEqualTo((int) (fifo.output().position() - accepted));
        }
    }

    /** Also checks that nothing but the bytes returned is touched. */
    private static String read(int length, Reading reading) throws IOException {
        byte[] target = new byte[length + 2];
        int count = reading.into(target);
        int got = Math.max(count, 0);
        byte[] expected = new byte[target.length];
        System.arraycopy(target, 1, expected, 1, got);
        if (!Arrays.equals(target, expected)) {
            throw new AssertionError("a read of " + count + " bytes left " + Arrays.toString(target));
        }
        return count <= 0 ? "" + count : count + " " + Arrays.toString(Arrays.copyOfRange(target, 1, 1 + got));
    }

    private int readThrough(ByteBuffer buffer, byte[] target) throws IOException {
        int count = fifo.input().asChannel().read(buffer);
        buffer.flip().get(target, 1, Math.max(count, 0));
        return count;
    }
}
