package io.fifoio.adapters.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import io.fifoio.adapters.Cells;
import io.fifoio.adapters.Row;
import io.fifoio.adapters.RowWriter;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rows as objects, in an array or on lines. */
final class JsonRowWriter implements RowWriter {

    private final JsonGenerator generator;
    private final Generators same;
    private final List<String> names;

    /** Those that are escaped already; null where it is for the generator to do. */
    private final @Nullable SerializableString[] escapedNames;

    private final Cells cells;

    /** Null in an array. */
    private final @Nullable LineEnd lineEnd;

    private @Nullable Escapes escapes;

    private JsonRowWriter(JsonGenerator generator, Generators same, List<String> columns, boolean lines)
            throws IOException {
        Set<String> seen = new HashSet<>();
        for (String column : columns) {
            if (!seen.add(column)) {
                throw new IOException("two columns have the name " + column
                        + ", and the properties of a JSON object must differ: give one another name (in SQL, AS)");
            }
        }
        this.generator = generator;
        this.same = same;
        this.names = List.copyOf(columns);
        this.escapedNames = new @Nullable SerializableString[columns.size()];
        boolean usual = !Escapes.areSet(generator);
        for (int i = 0; i < escapedNames.length; i++) {
            if (usual && names.get(i).chars().allMatch(JsonRowWriter::isNeverEscaped)) {
                escapedNames[i] = new SerializedString(names.get(i));
            }
        }
        this.cells = new Cells(columns);
        this.lineEnd = lines ? new LineEnd(generator) : null;
    }

    /** Unless by escapes that are set; slashes and quotes may be by a feature. */
    private static boolean isNeverEscaped(int c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == ' ' || c == '-' || c == '.';
    }

    /** @param same makes generators like this one */
    static JsonRowWriter inArray(JsonGenerator generator, Generators same, List<String> columns) throws IOException {
        JsonRowWriter writer = new JsonRowWriter(generator, same, columns, false);
        generator.writeStartArray();
        return writer;
    }

    static JsonRowWriter onLines(JsonGenerator generator, Generators same, List<String> columns) throws IOException {
        return new JsonRowWriter(generator, same, columns, true);
    }

    /** Writes a value by the generator. */
    @FunctionalInterface
    private interface Value {
        void write() throws IOException;
    }

    private Row cell(Value value) throws IOException {
        int column = cells.next();
        try {
            if (column == 0) {
                generator.writeStartObject();
            }
            SerializableString escaped = escapedNames[column];
            if (escaped == null) {
                generator.writeFieldName(names.get(column));
            } else {
                generator.writeFieldName(escaped);
            }
            value.write();
            return this;
        } catch (Throwable failure) {
            // The mapping may swallow it, and what comes next would stand where the value is missing.
            cells.failed(failure);
            throw failure;
        }
    }

    @Override
    public Row nullValue() throws IOException {
        return cell(() -> generator.writeNull());
    }

    @Override
    public Row bool(boolean value) throws IOException {
        return cell(() -> generator.writeBoolean(value));
    }

    @Override
    public Row integer(long value) throws IOException {
        return cell(() -> generator.writeNumber(value));
    }

    @Override
    public Row decimal(@Nullable BigDecimal value) throws IOException {
        return cell(() -> generator.writeNumber(value));
    }

    @Override
    public Row real(double value) throws IOException {
        return cell(() -> generator.writeNumber(value));
    }

    @Override
    public Row real(float value) throws IOException {
        return cell(() -> generator.writeNumber(value));
    }

    @Override
    public Row text(@Nullable String value) throws IOException {
        return cell(() -> generator.writeString(value));
    }

    @Override
    public Writer text() throws IOException {
        Escapes its = escapes;
        if (its == null) {
            its = Escapes.of(generator, same);
            escapes = its;
        }
        String quote = its.quote();
        cell(() -> generator.writeRawValue(quote));
        cells.opened();
        return new LongText(generator, its, cells);
    }

    @Override
    public void endRow() throws IOException {
        cells.endRow();
        if (names.isEmpty()) {
            generator.writeStartObject();
        }
        generator.writeEndObject();
        if (lineEnd != null) {
            lineEnd.write();
        } else {
            ArrayWriter.ensureCounted(generator.getOutputContext());
        }
    }

    @Override
    public void end() throws IOException {
        cells.end();
        if (lineEnd == null) {
            generator.writeEndArray();
        }
        generator.close();
    }
}
