package io.fifoio.adapters.inner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.fifoio.adapters.testing.Probe;
import java.io.Closeable;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What closing fails with, of whatever type it is. */
final class ClosingTest {

    /**
     * Exceptions that the compiler does not allow to be thrown here; code in other languages throws them, and some Java
     * code.
     */
    static List<Throwable> undeclared() {
        return List.of(new SQLException("odd"), new Throwable("odder"), new InterruptedException("oddest"));
    }

    private static Closeable failingBy(Throwable failure) {
        return () -> Probe.<RuntimeException>raiseAsItIs(failure);
    }

    @ParameterizedTest
    @MethodSource("undeclared")
    void isToldAsAnIOException(Throwable failure) {
        IOException second = new IOException("second");

        assertThatThrownBy(() -> Closing.closeAll(failingBy(failure), failingBy(second)))
                .isInstanceOf(IOException.class)
                .hasMessage("closing failed: " + failure.getClass().getName())
                .hasCause(failure);
        assertThat(failure).hasSuppressedException(second);
        assertThat(Thread.interrupted()).isEqualTo(failure instanceof InterruptedException);
    }

    @Test
    void isToldAsItIsWhereItMayBeThrown() {
        for (Throwable failure : List.of(new IOException(), new IllegalStateException(), new AssertionError())) {
            assertThat(catchThrowable(() -> Closing.closeAll(failingBy(failure))))
                    .isSameAs(failure);
        }
    }

    @Test
    void keepsNothingFromBeingClosedInTurn() {
        List<String> closed = new ArrayList<>();

        assertThatThrownBy(() -> Closing.closeAll(
                        () -> closed.add("first"),
                        null,
                        failingBy(new IOException("second")),
                        () -> closed.add("third")))
                .hasMessage("second");

        assertThat(closed).containsExactly("first", "third");
    }

    @Test
    void isNotAttachedToAFailureThatTellsOfItAlready() {
        IOException cause = new IOException("cause");
        IOException attached = new IOException("attached");
        cause.addSuppressed(attached);
        IOException failure = new IOException("failure", cause);

        for (IOException known : List.of(failure, cause, attached)) {
            Closing.closeAfter(failure, failingBy(known));
        }

        assertThat(failure).hasNoSuppressedExceptions();
    }
}
