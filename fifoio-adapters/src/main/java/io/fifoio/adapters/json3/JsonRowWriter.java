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
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.io.SerializedString;

/** Writes rows as objects, in an array or on lines. */
final class JsonRowWriter implements RowWriter {

    private final JsonGenerator generator;

    /** The generator that writes, if there is a filter around it. */
    private final JsonGenerator inner;

    private final Generators same;
    private final List<String> names;

    /** The names in escaped form; null if escaping them is left to the generator. */
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
        this.inner = LineEnd.inner(generator);
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

    /**
     * Whether a character is never escaped, unless escapes are set; slashes and quotes may be escaped because of a
     * feature.
     */
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

    /**
     * Begins a value, which counts as incomplete until it {@linkplain #whole is whole}: nothing follows its name yet.
     */
    private JsonGenerator cell() throws IOException {
        int column = cells.next();
        cells.opened();
        if (column == 0) {
            generator.writeStartObject();
        }
        SerializableString escaped = escapedNames[column];
        if (escaped == null) {
            generator.writeName(names.get(column));
        } else {
            generator.writeName(escaped);
        }
        return generator;
    }

    private Row whole() {
        cells.closed();
        return this;
    }

    @Override
    public Row nullValue() throws IOException {
        cell().writeNull();
        return whole();
    }

    @Override
    public Row bool(boolean value) throws IOException {
        cell().writeBoolean(value);
        return whole();
    }

    @Override
    public Row integer(long value) throws IOException {
        cell().writeNumber(value);
        return whole();
    }

    @Override
    public Row decimal(@Nullable BigDecimal value) throws IOException {
        cell().writeNumber(value);
        return whole();
    }

    @Override
    public Row real(double value) throws IOException {
        cell().writeNumber(value);
        return whole();
    }

    @Override
    public Row real(float value) throws IOException {
        cell().writeNumber(value);
        return whole();
    }

    @Override
    public Row text(@Nullable String value) throws IOException {
        cell().writeString(value);
        return whole();
    }

    @Override
    public Writer text() throws IOException {
        Escapes its = escapes;
        if (its == null) {
            its = Escapes.of(generator, same);
            escapes = its;
        }
        cell();
        TokenStreamContext before = inner.streamWriteContext();
        int count = before.getEntryCount();
        generator.writeRawValue(its.quote());
        boolean dropped = inner.streamWriteContext() == before && before.getEntryCount() == count;
        // If a filter were asked about each part that follows, it would write the name again.
        return cells.inParts(new LongText(dropped ? generator : inner, its));
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
            ArrayWriter.ensureCounted(inner.streamWriteContext());
        }
    }

    @Override
    public void end() throws IOException {
        cells.end();
        if (lineEnd == null) {
            ArrayWriter.end(generator, inner);
        } else {
            generator.close();
        }
    }
}
