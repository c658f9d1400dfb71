package io.fifoio.adapters.inner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.adapters.testing.Await;
import io.fifoio.testing.NoLeakedThreads;
import io.fifoio.testing.Running;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** If something is lost in one content of several, this does not go unnoticed. */
@ExtendWith(NoLeakedThreads.class)
final class ContentOutputStreamTest {

    private static final OptionalLong UNKNOWN = OptionalLong.empty();
    private static final byte[] THREE = {1, 2, 3};

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    private ContentOutputStream content(OptionalLong length) {
        return new ContentOutputStream("part 7", length, written);
    }

    @Test
    void passesOnWhatIsWritten() throws IOException {
        ContentOutputStream content = content(OptionalLong.of(4));
        content.write(0);
        content.write(THREE);
        content.end();

        assertThat(written.toByteArray()).containsExactly(0, 1, 2, 3);
    }

    @Test
    void takesNoMoreThanTheDeclaredLength() throws IOException {
        ContentOutputStream content = content(OptionalLong.of(4));
        content.write(THREE);

        assertThatThrownBy(() -> content.write(THREE))
                .hasMessage("part 7: declared 4 bytes, its content has at least 6");
        assertThat(written.size()).isEqualTo(3);
        assertThatThrownBy(content::end).hasMessageContaining("declared 4 bytes");
    }

    @Test
    void isNotWholeBelowTheDeclaredLength() throws IOException {
        ContentOutputStream content = content(OptionalLong.of(4));
        content.write(THREE);

        assertThatThrownBy(content::end).hasMessage("part 7: declared 4 bytes, its content ended after 3");
    }

    @Test
    void aLengthIsNotNegative() {
        assertThatThrownBy(() -> content(OptionalLong.of(-5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("length of part 7 is -5, must not be negative");
    }

    @Test
    void takesNothingAfterTheEnd() throws IOException {
        ContentOutputStream content = content(UNKNOWN);
        content.end();

        assertThatThrownBy(() -> content.write(1))
                .isInstanceOf(IOException.class)
                .hasMessage("part 7: written to after its content had ended");
        assertThat(written.size()).isZero();
    }

    /** Whose it is, someone else decides. */
    @Test
    void closingIsAFlush() throws IOException {
        ContentOutputStream content = content(UNKNOWN);
        content.close();
        content.write(THREE);
        content.end();

        assertThat(written.size()).isEqualTo(3);
    }

    @Test
    void remembersAFailureThatIsSwallowed() {
        ContentOutputStream content = new ContentOutputStream("part 7", UNKNOWN, new FullStream());
        new PrintStream(content, true).print("x");

        assertThatThrownBy(content::end).isInstanceOf(IOException.class).hasMessage("full");
        assertThatThrownBy(() -> content.write(1)).hasMessage("part 7: written to after its content had ended");
    }

    /** A new exception each time, because try-with-resources adds one to the other. */
    @Test
    void tellsAnEarlierFailureAnew() {
        ContentOutputStream content = new ContentOutputStream("part 7", UNKNOWN, new FullStream());

        assertThatThrownBy(() -> content.write(1)).hasMessage("full");
        assertThatThrownBy(() -> content.write(1))
                .hasMessage("part 7: an earlier write of its content failed")
                .hasRootCauseMessage("full");
        assertThatCode(content::flush).doesNotThrowAnyException();
    }

    @Test
    void aMistakeOfTheCallersIsAFailureToo() {
        ContentOutputStream content = content(UNKNOWN);

        assertThatThrownBy(() -> content.write(THREE, 1, 3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(content::end)
                .isInstanceOf(IOException.class)
                .hasMessage("part 7: a write of its content failed")
                .hasCauseInstanceOf(IndexOutOfBoundsException.class);
    }

    /** Half of that write would be in this content, and the other half in the next one. */
    @Test
    void isNotWholeWhileAThreadThatWasLeftBehindWrites() throws Exception {
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        ContentOutputStream content = new ContentOutputStream("part 7", UNKNOWN, new OutputStream() {
            @Override
            public void write(int b) {
                writing.countDown();
                try {
                    Await.open(gate);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        });
        Running<Void> left = Running.start(() -> content.write(1));
        Await.open(writing);

        assertThatThrownBy(content::end)
                .isInstanceOf(IOException.class)
                .hasMessage("part 7: another thread of its content is still writing");

        gate.countDown();
        left.result();
    }

    private static final class FullStream extends OutputStream {

        @Override
        public void write(int b) throws IOException {
            throw new IOException("full");
        }
    }
}
