package io.fifoio.adapters.csv;

import io.fifoio.adapters.Cells;
import io.fifoio.adapters.Row;
import io.fifoio.adapters.RowWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes rows as lines of RFC 4180. */
final class CsvRowWriter implements RowWriter {

    private static final String END_OF_LINE = "\r\n";

    private final CsvText text;
    private final Cells cells;

    CsvRowWriter(OutputStream out, List<String> columns) {
        this.text = new CsvText(out);
        this.cells = new Cells(columns);
    }

    static CsvRowWriter withHeader(OutputStream out, List<String> columns) throws IOException {
        CsvRowWriter writer = new CsvRowWriter(out, columns);
        Cells header = new Cells(columns);
        for (String column : columns) {
            writer.cell(header).value(column);
        }
        writer.text.ascii(END_OF_LINE);
        return writer;
    }

    private CsvText cell(Cells line) throws IOException {
        if (line.next() > 0) {
            text.ascii(",");
        }
        return text;
    }

    @Override
    public Row nullValue() throws IOException {
        cell(cells);
        return this;
    }

    @Override
    public Row bool(boolean value) throws IOException {
        cell(cells).ascii(Boolean.toString(value));
        return this;
    }

    @Override
    public Row integer(long value) throws IOException {
        cell(cells).ascii(Long.toString(value));
        return this;
    }

    @Override
    public Row decimal(@Nullable BigDecimal value) throws IOException {
        CsvText cell = cell(cells);
        cells.opened(); // what it has for digits may fail
        cell.ascii(value == null ? "" : value.toString());
        cells.closed();
        return this;
    }

    @Override
    public Row real(double value) throws IOException {
        cell(cells).ascii(Double.toString(value));
        return this;
    }

    @Override
    public Row real(float value) throws IOException {
        cell(cells).ascii(Float.toString(value));
        return this;
    }

    @Override
    public Row text(@Nullable String value) throws IOException {
        CsvText cell = cell(cells);
        if (value != null) {
            cell.value(value);
        }
        return this;
    }

    @Override
    public Writer text() throws IOException {
        cell(cells).ascii("\"");
        return cells.inParts(new Cells.Parts() {
            @Override
            public void write(char[] c, int off, int len) throws IOException {
                text.quoted(new String(c, off, len));
            }

            @Override
            public void flush() throws IOException {
                text.flush();
            }

            @Override
            public void end() throws IOException {
                text.ascii("\"");
            }
        });
    }

    @Override
    public void endRow() throws IOException {
        cells.endRow();
        text.ascii(END_OF_LINE);
    }

    @Override
    public void end() throws IOException {
        cells.end();
        text.flush();
    }
}
