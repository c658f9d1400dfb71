package io.fifoio.adapters.jdbc;

import io.fifoio.adapters.Row;
import io.fifoio.adapters.RowWriter;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;

/** Passes everything on to another row writer. */
class DelegatingRowWriter implements RowWriter {

    private final RowWriter writer;

    DelegatingRowWriter(RowWriter writer) {
        this.writer = writer;
    }

    @Override
    public Row nullValue() throws IOException {
        writer.nullValue();
        return this;
    }

    @Override
    public Row bool(boolean value) throws IOException {
        writer.bool(value);
        return this;
    }

    @Override
    public Row integer(long value) throws IOException {
        writer.integer(value);
        return this;
    }

    @Override
    public Row decimal(BigDecimal value) throws IOException {
        writer.decimal(value);
        return this;
    }

    @Override
    public Row real(double value) throws IOException {
        writer.real(value);
        return this;
    }

    @Override
    public Row real(float value) throws IOException {
        writer.real(value);
        return this;
    }

    @Override
    public Row text(String value) throws IOException {
        writer.text(value);
        return this;
    }

    @Override
    public Writer text() throws IOException {
        return writer.text();
    }

    @Override
    public void endRow() throws IOException {
        writer.endRow();
    }

    @Override
    public void end() throws IOException {
        writer.end();
    }
}
