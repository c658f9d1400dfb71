package io.fifoio.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.fifoio.adapters.testing.Probe;
import io.fifoio.testing.NoLeakedThreads;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Elements, whatever their format: where they come from, how many go into a step, and that they are closed. */
@ExtendWith(NoLeakedThreads.class)
final class ElementsTest {

    private final List<String> events = new ArrayList<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** Writes each number as one byte, through a buffer of 10. */
    private static ElementWriter<Integer> numbers(OutputStream out) {
        OutputStream buffered = new BufferedOutputStream(out, 10);
        return new ElementWriter<>() {
            @Override
            public void write(Integer element) throws IOException {
                buffered.write(element);
            }

            @Override
            public void end() throws IOException {
                buffered.flush();
            }
        };
    }

    @Test
    void aStepGoesOnUntilSomethingIsWrittenOut() throws Exception {
        StepwiseSource source = Elements.of(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14))
                .writtenBy(ElementsTest::numbers);

        try (Steps steps = source.begin(out)) {
            assertThat(steps.next()).isTrue();
            assertThat(out.size()).as("after the first step").isEqualTo(10);
            assertThat(steps.next()).isFalse();
        }

        assertThat(out.toByteArray()).containsExactly(IntStream.range(0, 15).toArray());
    }

    @Test
    void noElementsAreWrittenToo() throws Exception {
        Elements.of(List.<Integer>of()).writtenBy(ElementsTest::numbers).writeTo(out);

        assertThat(out.size()).isZero();
    }

    @Test
    void aStreamIsClosedAfterItsLastElement() throws Exception {
        once(Stream.of(1, 2, 3)).writeTo(out);

        assertThat(out.toByteArray()).containsExactly(1, 2, 3);
        assertThat(events).containsExactly("closed");
    }

    @Test
    void aStreamIsClosedWhenAnElementFails() {
        PushSource source = once(Stream.of(1, 2, 3).peek(number -> {
            if (number == 2) {
                throw new IllegalStateException("the cursor is gone");
            }
        }));

        assertThatThrownBy(() -> source.writeTo(out))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the cursor is gone");
        assertThat(events).containsExactly("closed");
    }

    @Test
    void aStreamIsClosedWhenTheFormatCannotBegin() {
        PushSource source = Elements.once(Stream.of(1).onClose(() -> events.add("closed")))
                .writtenBy(failing -> {
                    throw new IOException("no such format");
                });

        assertThatThrownBy(() -> source.writeTo(out)).hasMessage("no such format");
        assertThat(events).containsExactly("closed");
    }

    @Test
    void aStreamIsClosedWhenItWasUsedBefore() {
        Stream<Integer> used = Stream.of(1).onClose(() -> events.add("closed"));
        used.iterator();
        PushSource source = Elements.once(used).writtenBy(ElementsTest::numbers);

        assertThatThrownBy(() -> source.writeTo(out)).isInstanceOf(IllegalStateException.class);
        assertThat(events).containsExactly("closed");
    }

    @Test
    void aStreamIsClosedWhenItsReaderLeavesEarly() throws Exception {
        PushSource source = once(IntStream.range(0, 1_000_000).map(i -> i & 127).boxed());

        try (SourceInputStream in = source.open()) {
            assertThat(in.read()).isZero();
        }

        assertThat(events).containsExactly("closed");
    }

    @Test
    void aFailureToCloseFailsTheSource() {
        IllegalStateException failure = new IllegalStateException("closing");
        PushSource source = Elements.once(Stream.of(1).onClose(() -> {
                    throw failure;
                }))
                .writtenBy(ElementsTest::numbers);

        assertThatThrownBy(() -> source.writeTo(out)).isSameAs(failure);
    }

    @Test
    void aFailureToCloseDoesNotCoverTheFirstFailure() {
        IllegalStateException closing = new IllegalStateException("closing");
        IllegalStateException first = new IllegalStateException("element 1");
        PushSource source = Elements.once(Stream.of(1)
                        .peek(number -> {
                            throw first;
                        })
                        .onClose(() -> {
                            throw closing;
                        }))
                .writtenBy(ElementsTest::numbers);

        Throwable thrown = catchThrowable(() -> source.writeTo(out));

        assertThat(thrown).isSameAs(first).hasSuppressedException(closing);
    }

    @Test
    void whatCanBeGoneOverOnceFailsTheSecondTime() throws Exception {
        PushSource stream = once(Stream.of(1));
        PushSource iterator = Elements.once(List.of(1).iterator()).writtenBy(ElementsTest::numbers);
        stream.writeTo(out);
        iterator.writeTo(out);

        assertThatThrownBy(() -> stream.writeTo(out))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("this source can be opened or written only once, and that has happened already");
        assertThatThrownBy(() -> iterator.writeTo(out)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(iterator::open).isInstanceOf(IllegalStateException.class);
        assertThat(out.toByteArray()).containsExactly(1, 1);
    }

    @Test
    void anIteratorThatCanBeClosedIsClosedEachTime() throws Exception {
        Iterable<Integer> elements = () -> new Cursor(events);
        PushSource source = Elements.of(elements).writtenBy(ElementsTest::numbers);

        source.writeTo(out);
        source.writeTo(out);
        Elements.once(new Cursor(events)).writtenBy(ElementsTest::numbers).writeTo(out);

        assertThat(events).containsExactly("closed", "closed", "closed");
    }

    @Test
    void aCheckedFailureToCloseIsOneOfInputAndOutput() {
        PushSource source = Elements.once(new Cursor(events) {
                    @Override
                    public void close() throws ReflectiveOperationException {
                        throw new ReflectiveOperationException("closing");
                    }
                })
                .writtenBy(ElementsTest::numbers);

        assertThatThrownBy(() -> source.writeTo(out))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("could not be closed")
                .hasCauseInstanceOf(ReflectiveOperationException.class);
    }

    @Test
    void keepsTheInterruptThatEndsTheClosing() {
        PushSource source = Elements.once(new Cursor(events) {
                    @Override
                    public void close() {
                        Probe.<RuntimeException>raiseAsItIs(new InterruptedException("while closing"));
                    }
                })
                .writtenBy(ElementsTest::numbers);

        assertThatThrownBy(() -> source.writeTo(out)).hasCauseInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).as("the interrupt flag").isTrue();
    }

    private PushSource once(Stream<Integer> stream) {
        return Elements.once(stream.onClose(() -> events.add("closed"))).writtenBy(ElementsTest::numbers);
    }

    /** An iterator of one element, which notes that it was closed. */
    private static class Cursor implements Iterator<Integer>, AutoCloseable {
        private final List<String> events;
        private boolean given;

        Cursor(List<String> events) {
            this.events = events;
        }

        @Override
        public boolean hasNext() {
            return !given;
        }

        @Override
        public Integer next() {
            given = true;
            return 1;
        }

        @Override
        public void close() throws ReflectiveOperationException {
            events.add("closed");
        }
    }
}
