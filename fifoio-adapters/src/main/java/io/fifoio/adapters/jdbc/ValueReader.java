package io.fifoio.adapters.jdbc;

import io.fifoio.adapters.Row;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a value of the present row of a result and writes it. */
@FunctionalInterface
interface ValueReader {

    /** @return what is still to be copied, or null where the value is written */
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

    ValueReader BIG_INTEGER = (rows, index, row) -> {
        Object value = rows.getObject(index);
        row.decimal(value == null ? null : new BigDecimal((BigInteger) value));
        return null;
    };

    ValueReader TEXT = (rows, index, row) -> text(rows.getString(index), row);

    ValueReader BYTES = (rows, index, row) -> bytes(rows.getBytes(index), row);

    ValueReader BYTE_STREAM = (rows, index, row) -> {
        InputStream value = rows.getBinaryStream(index);
        if (value == null) {
            row.nullValue();
            return null;
        }
        return LongValue.of(value, row);
    };

    ValueReader CHARACTER_STREAM = (rows, index, row) -> {
        Reader value = rows.getCharacterStream(index);
        if (value == null) {
            row.nullValue();
            return null;
        }
        return LongValue.of(value, row);
    };

    /** Where the column does not say what its values are. */
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

    /** What stands for the infinities of PostgreSQL, which have no date. */
    List<TemporalAccessor> INFINITIES = List.of(
            LocalDate.MIN,
            LocalDate.MAX,
            LocalDateTime.MIN,
            LocalDateTime.MAX,
            OffsetDateTime.MIN,
            OffsetDateTime.MAX,
            LocalTime.MAX); // its 24:00

    /**
     * Dates and times.
     *
     * @param type of {@code java.time}
     * @param byText for a driver that does not have these types: its texts are ISO 8601 but for a blank
     */
    static ValueReader temporal(Class<? extends TemporalAccessor> type, boolean byText) {
        return (rows, index, row) -> {
            if (byText) {
                String value = rows.getString(index);
                return text(value == null ? null : value.replace(' ', 'T'), row);
            }
            Object value = type == OffsetTime.class ? rows.getObject(index) : rows.getObject(index, type);
            if (value != null && !type.isInstance(value)) {
                value = rows.getObject(index, type); // DuckDB gives an OffsetTime unless it is asked for one
            }
            if (value == null) {
                return text(null, row);
            }
            return text(
                    INFINITIES.contains(value)
                            ? rows.getString(index)
                            : format(type).format((TemporalAccessor) value),
                    row);
        };
    }

    private static DateTimeFormatter format(Class<? extends TemporalAccessor> type) {
        if (type == LocalDate.class) {
            return DateTimeFormatter.ISO_LOCAL_DATE;
        }
        if (type == LocalTime.class) {
            return DateTimeFormatter.ISO_LOCAL_TIME;
        }
        if (type == LocalDateTime.class) {
            return DateTimeFormatter.ISO_LOCAL_DATE_TIME;
        }
        return type == OffsetTime.class ? DateTimeFormatter.ISO_OFFSET_TIME : DateTimeFormatter.ISO_OFFSET_DATE_TIME;
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
