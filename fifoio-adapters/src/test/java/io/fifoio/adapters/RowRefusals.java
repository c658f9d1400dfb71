package io.fifoio.adapters;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Serial;
import java.io.Writer;
import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What no row format accepts as a row. */
interface RowRefusals {

    List<String> COLUMNS = List.of("id", "the, \"name\"", "größe");

    /** Returns the format that is checked. */
    RowFormat format();

    @Test
    default void refusesARowWithoutAValueForEachColumn() {
        assertRefused((row, ignored) -> row.integer(1).integer(2), "row 1 has 2 values for 3 columns: none for größe");
        assertRefused(
                (row, ignored) -> row.integer(1).integer(2).integer(3).nullValue(),
                "row 1 has more values than the 3 columns");
        AtomicInteger calls = new AtomicInteger();
        assertRefused(
                (row, ignored) -> {
                    if (calls.incrementAndGet() == 1) {
                        row.integer(1).integer(2).integer(3);
                    }
                },
                "row 2 has 0 values for 3 columns: none for id");
    }

    @Test
    default void refusesALongValueThatIsNotClosed() {
        assertRefused(
                (row, ignored) -> {
                    row.text();
                    row.integer(2);
                },
                "row 1: the value of id was begun and not finished, or could not be written");
        assertRefused(
                (row, ignored) -> {
                    row.integer(1).integer(2);
                    row.binary();
                },
                "row 1: the value of größe was begun and not finished, or could not be written");
    }

    @Test
    default void refusesToWriteIntoALongValueAfterItsEnd() {
        assertRefused(
                (row, ignored) -> {
                    Writer text = row.text();
                    text.close();
                    text.close();
                    text.write("more");
                },
                "this value is closed");
        assertRefused(
                (row, ignored) -> {
                    OutputStream binary = row.binary();
                    binary.close();
                    binary.close();
                    binary.write(1);
                },
                "this value is closed");
    }

    /** A decimal that can't give any of its digits. */
    final class Unwritable extends BigDecimal {

        @Serial
        private static final long serialVersionUID = 1;

        Unwritable() {
            super("12.5");
        }

        @Override
        public String toString() {
            throw new IllegalStateException("no text");
        }
    }

    /** The row would pass for one with an empty value, or with a value that lacks a part. */
    @Test
    @SuppressWarnings("DataFlowIssue") // null where there may be none
    default void remembersAFailureThatTheMappingHasSwallowed() {
        List<RowFormat.Mapping<Object>> values = List.of(
                (row, ignored) -> row.decimal(new Unwritable()),
                (row, ignored) -> inText(row, text -> text.write("abc", 2, 5)),
                (row, ignored) -> inText(row, text -> text.write((String) null)),
                (row, ignored) -> inText(row, text -> text.write(new char[3], 2, 5)),
                (row, ignored) -> inText(row, text -> text.write((char[]) null)),
                (row, ignored) -> inBinary(row, binary -> binary.write(new byte[3], 2, 5)),
                (row, ignored) -> inBinary(row, binary -> binary.write((byte[]) null)));
        for (RowFormat.Mapping<Object> value : values) {
            assertThatThrownBy(() -> format().of(List.of("a", "b"), List.of(1), (row, number) -> {
                                catchThrowable(() -> value.fill(row, number));
                                row.integer(7);
                            })
                            .writeTo(OutputStream.nullOutputStream()))
                    .as("value %d", values.indexOf(value))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("row 1: ");
        }
    }

    private static void inText(Row row, Part<Writer> part) throws IOException {
        try (Writer text = row.text()) {
            part.writeTo(text);
        }
    }

    private static void inBinary(Row row, Part<OutputStream> part) throws IOException {
        try (OutputStream binary = row.binary()) {
            part.writeTo(binary);
        }
    }

    /** Part of a long value. */
    @FunctionalInterface
    interface Part<T> {
        void writeTo(T value) throws IOException;
    }

    private void assertRefused(RowFormat.Mapping<Object> mapping, String message) {
        assertThatThrownBy(() -> format().of(COLUMNS, List.of(1, 2), mapping).writeTo(OutputStream.nullOutputStream()))
                .isInstanceOf(IOException.class)
                .hasMessage(message);
    }

    @Test
    default void refusesToEndInTheMiddleOfARow() throws Exception {
        RowWriter rows = format().begin(OutputStream.nullOutputStream(), COLUMNS);
        rows.integer(1);

        assertThatThrownBy(rows::end).isInstanceOf(IOException.class).hasMessage("row 1 was not ended");
    }
}
