package io.fifoio.adapters.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a driver's stream must not do to whoever reads it. */
final class OwningInputStreamTest {

    @Test
    void tellsOfADriverThatFailsToSayHowMuchIsThere() throws Exception {
        IllegalStateException failure = new IllegalStateException("the driver's");
        try (InputStream in = new OwningInputStream(
                new ByteArrayInputStream(new byte[] {7}) {
                    @Override
                    public synchronized int available() {
                        throw failure;
                    }
                },
                List.of())) {
            assertThatThrownBy(in::available)
                    .isInstanceOf(IOException.class)
                    .hasMessage("the driver failed while the value was read: " + failure)
                    .hasCause(failure);

            assertThat(in.read()).as("which is no reason not to read it").isEqualTo(7);
        }
    }

    /** A driver whose stack was full, or the heap: it may have taken what it did not give. */
    @Test
    void isNotReadOnBehindAnError() throws Exception {
        StackOverflowError error = new StackOverflowError("in the driver");
        AtomicInteger reads = new AtomicInteger();
        try (InputStream in = new OwningInputStream(
                new InputStream() {
                    @Override
                    public int read() {
                        if (reads.getAndIncrement() == 1) {
                            throw error;
                        }
                        return reads.get() < 5 ? reads.get() : -1;
                    }

                    @Override
                    public int read(byte[] b, int off, int len) {
                        int one = read();
                        b[off] = (byte) one;
                        return one < 0 ? -1 : 1;
                    }
                },
                List.of())) {
            assertThat(in.read()).isEqualTo(1);

            assertThatThrownBy(in::read).isSameAs(error);
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(in::readAllBytes)
                        .isInstanceOf(IOException.class)
                        .hasMessageStartingWith("an earlier read of the value failed with an Error");
            }
        }
    }

    @Test
    void isNotReadOnBehindAnErrorAsText() throws Exception {
        StackOverflowError error = new StackOverflowError("in the driver");
        AtomicInteger reads = new AtomicInteger();
        try (Reader in = new OwningReader(
                new Reader() {
                    @Override
                    public int read(char[] chars, int off, int len) {
                        if (reads.getAndIncrement() == 1) {
                            throw error;
                        }
                        chars[off] = 'a';
                        return reads.get() < 5 ? 1 : -1;
                    }

                    @Override
                    public void close() {}
                },
                List.of())) {
            assertThat(in.read()).isEqualTo('a');

            assertThatThrownBy(in::read).isSameAs(error);
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(in::read)
                        .isInstanceOf(IOException.class)
                        .hasMessageStartingWith("an earlier read of the text failed with an Error");
            }
        }
    }
}
