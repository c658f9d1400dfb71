package io.fifoio.adapters.json3;

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
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.SerializedString;

/** Rows as objects, in an array or on lines. */
final class JsonRowWriter implements RowWriter {

    private final JsonGenerator generator;
    private final SerializableString[] names;
    private final Cells cells;
    private final boolean lines;

    private JsonRowWriter(JsonGenerator generator, List<String> columns, boolean lines) throws IOException {
        Set<String> seen = new HashSet<>();
        for (String column : columns) {
            if (!seen.add(column)) {
                throw new IOException("two columns have the name " + column
                        + ", and the properties of a JSON object must differ: give one another name (in SQL, AS)");
            }
        }
        this.generator = generator;
        this.names = columns.stream().map(SerializedString::new).toArray(SerializableString[]::new);
        this.cells = new Cells(columns);
        this.lines = lines;
    }

    static JsonRowWriter inArray(JsonGenerator generator, List<String> columns) throws IOException {
        JsonRowWriter writer = new JsonRowWriter(generator, columns, false);
        generator.writeStartArray();
        return writer;
    }

    static JsonRowWriter onLines(JsonGenerator generator, List<String> columns) throws IOException {
        return new JsonRowWriter(generator, columns, true);
    }

    private JsonGenerator cell() throws IOException {
        int column = cells.next();
        if (column == 0) {
            generator.writeStartObject();
        }
        generator.writeName(names[column]);
        return generator;
    }

    @Override
    public Row nullValue() throws IOException {
        cell().writeNull();
        return this;
    }

    @Override
    public Row bool(boolean value) throws IOException {
        cell().writeBoolean(value);
        return this;
    }

    @Override
    public Row integer(long value) throws IOException {
        cell().writeNumber(value);
        return this;
    }

    @Override
    public Row decimal(@Nullable BigDecimal value) throws IOException {
        cell().writeNumber(value);
        return this;
    }

    @Override
    public Row real(double value) throws IOException {
        cell().writeNumber(value);
        return this;
    }

    @Override
    public Row real(float value) throws IOException {
        cell().writeNumber(value);
        return this;
    }

    @Override
    public Row text(@Nullable String value) throws IOException {
        cell().writeString(value);
        return this;
    }

    @Override
    public Writer text() throws IOException {
        cell().writeRawValue("\"");
        cells.opened();
        return new LongText(generator, cells);
    }

    @Override
    public void endRow() throws IOException {
        cells.endRow();
        if (names.length == 0) {
            generator.writeStartObject();
        }
        generator.writeEndObject();
        if (lines) {
            generator.writeRaw('\n');
        } else {
            ArrayWriter.ensureCounted(generator.streamWriteContext());
        }
    }

    @Override
    public void end() throws IOException {
        cells.end();
        if (!lines) {
            generator.writeEndArray();
        }
        generator.close();
    }
}
