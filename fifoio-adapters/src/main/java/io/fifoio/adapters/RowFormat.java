package io.fifoio.adapters;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A way to write rows: CSV, JSON. A format is immutable and can be used any number of times, by several threads.
 *
 * <p>The {@code of} methods make a source of elements, each of which is one row. A result set of a database becomes a
 * source by {@code io.fifoio.adapters.jdbc.Rows}.
 */
@FunctionalInterface
public interface RowFormat {

    /**
     * Begins to write rows.
     *
     * @param out where to write them; not closed by the writer
     * @param columns their names, in order
     * @throws IOException if the format does not allow these columns, or {@code out} fails; there is nothing to be
     *     closed then
     */
    RowWriter begin(OutputStream out, List<String> columns) throws IOException;

    /**
     * Fills a row from an element.
     *
     * @param <T> the type of the elements
     */
    @FunctionalInterface
    interface Mapping<T> {

        /** Gives the row exactly one value for each column, in order; more or fewer values are a failure. */
        void fill(Row row, T element) throws Exception;
    }

    /** A row for each element; see {@link Elements#of(Iterable)}. */
    default <T> StepwiseSource of(List<String> columns, Iterable<? extends T> elements, Mapping<? super T> mapping) {
        return rows(columns, Elements.of(elements), mapping);
    }

    /** A row for each element, once; see {@link Elements#once(Iterator)}. */
    default <T> StepwiseSource of(List<String> columns, Iterator<? extends T> elements, Mapping<? super T> mapping) {
        return rows(columns, Elements.once(elements), mapping);
    }

    /** A row for each element, once; the stream is closed at the end; see {@link Elements#once(Stream)}. */
    default <T> StepwiseSource of(List<String> columns, Stream<? extends T> elements, Mapping<? super T> mapping) {
        return rows(columns, Elements.once(elements), mapping);
    }

    private <T> StepwiseSource rows(List<String> columns, Elements<T> elements, Mapping<? super T> mapping) {
        List<String> names = List.copyOf(columns);
        Objects.requireNonNull(mapping, "mapping");
        return elements.writtenBy(out -> {
            RowWriter rows = begin(out, names);
            return new ElementWriter<T>() {
                @Override
                public void write(T element) throws Exception {
                    mapping.fill(rows, element);
                    rows.endRow();
                }

                @Override
                public void end() throws IOException {
                    rows.end();
                }
            };
        });
    }
}
