package io.fifoio.adapters.jdbc;

import io.fifoio.adapters.Row;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Blob;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Reads a value of the present row of a result and writes it. */
@FunctionalInterface
interface ValueReader {

    /** @return what is still to be copied, or null if the value has been written */
    @Nullable
    LongValue read(ResultSet rows, int index, Row row) throws SQLException, IOException;

    ValueReader TRUTH = (rows, index, row) -> {
        boolean value = rows.getBoolean(index);
        if (rows.wasNull()) {
            row.nullValue();
        } else {
            row.bool(value);
        }
        return null;
    };

    /**
     * Reads a number of one digit that is the only boolean of its database: 0 and 1 are false and true, others stay
     * numbers.
     */
    ValueReader TRUTH_OR_INTEGER = (rows, index, row) -> {
        long value = rows.getLong(index);
        if (rows.wasNull()) {
            row.nullValue();
        } else if (value == 0 || value == 1) {
            row.bool(value == 1);
        } else {
            row.integer(value);
        }
        return null;
    };

    /**
     * Reads PostgreSQL's {@code bit}, which does not say how many bits it has: one bit is a boolean, several are their
     * digits.
     */
    ValueReader TRUTH_OR_BITS = (rows, index, row) -> {
        String value = rows.getString(index);
        if (value == null || value.length() != 1) {
            return text(value, row);
        }
        row.bool(value.equals("1"));
        return null;
    };

    ValueReader INTEGER = (rows, index, row) -> {
        long value = rows.getLong(index);
        if (rows.wasNull()) {
            row.nullValue();
        } else {
            row.integer(value);
        }
        return null;
    };

    ValueReader SINGLE = (rows, index, row) -> {
        float value = rows.getFloat(index);
        if (rows.wasNull()) {
            row.nullValue();
        } else {
            row.real(value);
        }
        return null;
    };

    ValueReader DOUBLE = (rows, index, row) -> {
        double value = rows.getDouble(index);
        if (rows.wasNull()) {
            row.nullValue();
        } else {
            row.real(value);
        }
        return null;
    };

    ValueReader DECIMAL = (rows, index, row) -> {
        Object value = rows.getObject(index);
        if (value instanceof Double noNumber) {
            row.real(noNumber); // PostgreSQL's NaN and infinities
        } else {
            row.decimal(value == null || value instanceof BigDecimal ? (BigDecimal) value : rows.getBigDecimal(index));
        }
        return null;
    };

    /** Reads a decimal that may be infinite or not a number; its text says so. */
    ValueReader DECIMAL_FLOAT = (rows, index, row) -> {
        String value = rows.getString(index);
        if (value == null) {
            row.nullValue();
        } else if (Character.isLetter(value.charAt(value.length() - 1))) {
            row.real(Double.parseDouble(value));
        } else {
            row.decimal(new BigDecimal(value));
        }
        return null;
    };

    ValueReader BIG_INTEGER = (rows, index, row) -> {
        Object value = rows.getObject(index);
        row.decimal(value == null ? null : new BigDecimal((BigInteger) value));
        return null;
    };

    ValueReader TEXT = (rows, index, row) -> text(rows.getString(index), row);

    ValueReader BYTES = (rows, index, row) -> bytes(rows.getBytes(index), row);

    /**
     * Reads a value of any type. In the text of DuckDB's driver, bytes appear as the name of a Java object, also inside
     * other values.
     */
    ValueReader VARIANT = (rows, index, row) -> {
        Object value = rows.getObject(index);
        if (value instanceof Blob bytes) {
            return bytes(bytes.getBinaryStream().readAllBytes(), row);
        }
        String text = value == null ? null : rows.getString(index);
        if (text != null && !(value instanceof String) && text.contains("DuckDBBlobResult{")) {
            throw new SQLException("the driver does not give the bytes within a variant: cast it in SQL to its type");
        }
        return text(text, row);
    };

    ValueReader BYTE_STREAM = (rows, index, row) -> {
        InputStream value = rows.getBinaryStream(index);
        if (value == null) {
            row.nullValue();
            return null;
        }
        return LongValue.of(value, row);
    };

    ValueReader CHARACTER_STREAM = (rows, index, row) -> text(rows.getCharacterStream(index), row);

    /** Reads a value according to its own type, if the column does not say which type that is. */
    ValueReader BY_VALUE = (rows, index, row) -> {
        Object value = rows.getObject(index);
        if (value instanceof byte[] bytes) {
            return bytes(bytes, row);
        }
        if (value instanceof Integer || value instanceof Long) {
            row.integer(((Number) value).longValue());
            return null;
        }
        if (value instanceof Double number) {
            row.real(number);
            return null;
        }
        return text(value == null ? null : rows.getString(index), row);
    };

    /** A BLOB that is in memory already, in the form in which that driver returns it. */
    static ValueReader heldBlob(Driver driver) {
        return (rows, index, row) -> bytes(driver.bytes(rows, index), row);
    }

    /** A CLOB in the form in which that driver returns it. */
    static ValueReader clob(Driver driver) {
        return (rows, index, row) -> text(driver.characterStream(rows, index), row);
    }

    /** Reads several bits, which the driver returns as bytes, and makes digits of them, as other databases do. */
    static ValueReader bits(int count) {
        return (rows, index, row) -> {
            byte[] value = rows.getBytes(index);
            if (value == null) {
                row.nullValue();
                return null;
            }
            String digits = new BigInteger(1, value).toString(2);
            row.text("0".repeat(Math.max(0, count - digits.length())) + digits);
            return null;
        };
    }

    private static @Nullable LongValue text(@Nullable Reader value, Row row) throws IOException {
        if (value == null) {
            row.nullValue();
            return null;
        }
        return LongValue.of(value, row);
    }

    private static @Nullable LongValue text(@Nullable String value, Row row) throws IOException {
        if (value != null && value.length() > LongValue.PART) {
            return LongValue.of(new StringReader(value), row);
        }
        row.text(value);
        return null;
    }

    private static @Nullable LongValue bytes(byte @Nullable [] value, Row row) throws IOException {
        if (value != null && value.length > LongValue.PART) {
            return LongValue.of(new ByteArrayInputStream(value), row);
        }
        row.binary(value);
        return null;
    }
}
