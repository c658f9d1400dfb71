package io.fifoio.adapters;

import io.fifoio.adapters.inner.Failures;
import java.util.Iterator;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The elements of a source. For packages that write a format element by element: they combine elements and an
 * {@link ElementFormat} into a source.
 *
 * <p>Elements are taken one by one, as they are written. A step of the source goes on until something has been written
 * out: so if the format buffers, several short elements share a step, and a flush ends the step.
 *
 * @param <T> the type of the elements
 */
public final class Elements<T> {

    private final Opening<T> opening;
    private final boolean once;

    private Elements(Opening<T> opening, boolean once) {
        this.opening = opening;
        this.once = once;
    }

    /**
     * Elements that can be iterated over each time the source is written or opened. An iterator that is
     * {@link AutoCloseable} is closed at the end, whether writing succeeds or not.
     *
     * @param elements asked for a new iterator each time; one that can be iterated over only once must throw the second
     *     time, because otherwise a second opening would find nothing left
     */
    public static <T> Elements<T> of(Iterable<? extends T> elements) {
        Objects.requireNonNull(elements, "elements");
        return new Elements<>(() -> opened(elements.iterator()), false);
    }

    /**
     * Elements that can be iterated over only once: writing or opening the source a second time fails with an
     * {@link IllegalStateException}. An iterator that is {@link AutoCloseable} is closed at the end, whether writing
     * succeeds or not; it is not closed if nothing of the source is ever written or read.
     */
    public static <T> Elements<T> once(Iterator<? extends T> elements) {
        Objects.requireNonNull(elements, "elements");
        return new Elements<>(() -> opened(elements), true);
    }

    /**
     * Elements that can be iterated over only once: writing or opening the source a second time fails with an
     * {@link IllegalStateException}. The stream is closed at the end, whether writing succeeds or not; it is not closed
     * if nothing of the source is ever written or read.
     */
    public static <T> Elements<T> once(Stream<? extends T> elements) {
        Objects.requireNonNull(elements, "elements");
        return new Elements<>(
                () -> {
                    try {
                        return new Opened<>(elements.iterator(), elements);
                    } catch (Throwable failure) {
                        closeAfter(failure, elements);
                        throw failure;
                    }
                },
                true);
    }

    /** Returns a source that writes these elements in the given format. */
    public StepwiseSource writtenBy(ElementFormat<? super T> format) {
        Objects.requireNonNull(format, "format");
        StepwiseSource source = out -> {
            Opened<T> opened = opening.open();
            try {
                WatchedOutputStream watched = new WatchedOutputStream(out);
                return new ElementSteps<>(opened.iterator, opened.owned, format.begin(watched), watched);
            } catch (Throwable failure) {
                closeAfter(failure, opened.owned);
                throw failure;
            }
        };
        return once ? source.once() : source;
    }

    private static <T> Opened<T> opened(Iterator<? extends T> iterator) {
        return new Opened<>(iterator, iterator instanceof AutoCloseable owned ? owned : null);
    }

    private static void closeAfter(Throwable failure, @Nullable AutoCloseable owned) {
        if (owned != null) {
            try {
                owned.close();
            } catch (Throwable second) {
                Failures.suppress(failure, second);
            }
        }
    }

    @FunctionalInterface
    private interface Opening<T> {
        Opened<T> open();
    }

    private record Opened<T>(
            Iterator<? extends T> iterator, @Nullable AutoCloseable owned) {}
}
