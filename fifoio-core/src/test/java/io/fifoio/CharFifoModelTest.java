package io.fifoio;

import static org.assertj.core.api.Assertions.assertThat;

import io.fifoio.testing.Repetitions;
import java.io.IOException;
import java.nio.CharBuffer;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random operations that need not wait, against a queue that can't be wrong. */
final class CharFifoModelTest {

    private static final int OPERATIONS = 100_000;

    private final StringBuilder model = new StringBuilder();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 64})
    void thePairDoesWhatAQueueDoes(int capacity) {
        long seed = 4_000 + capacity;
        Random random = new Random(seed);
        CharFifo fifo = CharFifo.ofCapacity(capacity);
        for (int operation = 0; operation < Repetitions.of(OPERATIONS); operation++) {
            try {
                if (random.nextBoolean()) {
                    write(fifo.writer(), random, capacity - model.length());
                } else {
                    read(fifo.reader(), random);
                }
                assertThat(fifo.reader().ready()).isEqualTo(!model.isEmpty());
                assertThat(fifo.writer().position() - fifo.reader().position()).isEqualTo(model.length());
            } catch (Exception | AssertionError e) {
                throw new AssertionError("seed " + seed + ", operation " + operation + ": " + e, e);
            }
        }
    }

    private void write(FifoWriter writer, Random random, int room) throws IOException {
        String chars = chars(random, random.nextInt(10));
        if (random.nextInt(3) == 0) {
            int accepted = writer.tryWrite(chars.toCharArray(), 0, chars.length());
            assertThat(accepted).isEqualTo(Math.min(room, chars.length()));
            model.append(chars, 0, accepted);
            return;
        }
        if (room == 0) {
            return;
        }
        String fitting = chars.substring(0, Math.min(room, chars.length()));
        switch (random.nextInt(6)) {
            case 0 -> writer.write(fitting);
            case 1 -> writer.write(fitting.toCharArray());
            case 2 -> writer.append(chars, 0, fitting.length());
            case 3 -> writer.write(chars, 0, fitting.length());
            case 4 -> {
                fitting = chars(random, 1);
                writer.write(fitting.charAt(0));
            }
            default -> {
                int accepted = writer.writeSome(chars.toCharArray(), 0, chars.length());
                assertThat(accepted).isEqualTo(fitting.length());
            }
        }
        model.append(fitting);
    }

    private void read(FifoReader reader, Random random) throws IOException {
        char[] target = new char[random.nextInt(10)];
        int expected = Math.min(target.length, model.length());
        if (random.nextInt(3) == 0) {
            assertThat(reader.tryRead(target, 0, target.length)).isEqualTo(expected);
        } else if (model.isEmpty()) {
            return;
        } else {
            switch (random.nextInt(4)) {
                case 0 -> assertThat(reader.read(target)).isEqualTo(expected);
                case 1 -> assertThat(reader.read(CharBuffer.wrap(target))).isEqualTo(expected);
                case 2 -> {
                    assertThat(reader.skip(expected)).isEqualTo(expected);
                    model.delete(0, expected);
                    return;
                }
                default -> {
                    target = new char[] {(char) reader.read()};
                    expected = 1;
                }
            }
        }
        assertThat(new String(target, 0, expected)).isEqualTo(model.substring(0, expected));
        model.delete(0, expected);
    }

    /** Surrogates, paired or not, are as likely as all other chars together. */
    private static String chars(Random random, int count) {
        StringBuilder chars = new StringBuilder();
        for (int i = 0; i < count; i++) {
            boolean surrogate = random.nextBoolean();
            chars.append((char) (surrogate ? Character.MIN_SURROGATE + random.nextInt(2048) : random.nextInt(1 << 16)));
        }
        return chars.toString();
    }
}
