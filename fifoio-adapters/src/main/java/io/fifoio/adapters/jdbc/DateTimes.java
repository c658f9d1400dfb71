package io.fifoio.adapters.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Timestamp;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.GregorianCalendar;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads dates and times, for ISO 8601. A value that is not a calendar date becomes the text that the database has for
 * it.
 */
final class DateTimes {

    /**
     * What PostgreSQL's driver returns for values that are not on a calendar (infinities and 24:00); its text says
     * which one it is.
     */
    private static final Set<TemporalAccessor> PLACEHOLDERS = Set.of(
            LocalDate.MIN,
            LocalDate.MAX,
            LocalDateTime.MIN,
            LocalDateTime.MAX,
            OffsetDateTime.MIN,
            OffsetDateTime.MAX,
            LocalTime.MAX,
            OffsetTime.MAX);

    /**
     * What DuckDB's driver returns for infinities, as a value and as text: the largest number of days, milli- or
     * nanoseconds.
     */
    private static final Map<TemporalAccessor, String> INFINITIES = Map.of(
            LocalDate.ofEpochDay(Integer.MAX_VALUE), "infinity",
            LocalDate.ofEpochDay(-Integer.MAX_VALUE), "-infinity",
            LocalDateTime.parse("+292278994-08-17T07:12:55.807"), "infinity",
            LocalDateTime.parse("-292275055-05-16T16:47:04.193"), "-infinity",
            LocalDateTime.parse("2262-04-11T23:47:16.854775807"), "infinity",
            LocalDateTime.parse("1677-09-21T00:12:43.145224193"), "-infinity");

    /** The number of nanoseconds in a second. */
    private static final int NANOSECONDS = 1_000_000_000;

    private DateTimes() {}

    /** Asks the driver for a type of {@code java.time}, and writes that in ISO 8601. */
    static ValueReader typed(Class<? extends TemporalAccessor> type) {
        DateTimeFormatter format = format(type);
        return (rows, index, row) -> {
            row.text(typed(rows, index, type, format));
            return null;
        };
    }

    /**
     * Checks first whether the value is NULL. Versions 2.4.0 and 2.6.0 do not do that themselves: they look at the
     * column that was read before, return NULL for a date after a NULL, and fail if the date itself is NULL.
     */
    static ValueReader ofHsqldb(Class<? extends TemporalAccessor> type) {
        ValueReader reader = typed(type);
        return (rows, index, row) -> {
            if (rows.getObject(index) == null) {
                row.nullValue();
                return null;
            }
            return reader.read(rows, index, row);
        };
    }

    /**
     * Takes the object that DuckDB's driver returns when it is not asked for a type, if it is of this type: asked for a
     * date, it returns BC as AD.
     */
    static ValueReader ofDuckdb(Class<? extends TemporalAccessor> type) {
        DateTimeFormatter format = format(type);
        return (rows, index, row) -> {
            Object value = rows.getObject(index);
            if (value != null && !type.isInstance(value)) {
                value = rows.getObject(index, type);
            }
            row.text(value == null ? null : ofDuckdb((TemporalAccessor) value, format));
            return null;
        };
    }

    private static String ofDuckdb(TemporalAccessor value, DateTimeFormatter format) {
        String infinity = INFINITIES.get(value);
        return infinity == null ? format.format(value) : infinity;
    }

    /**
     * Makes a timestamp of DuckDB's microseconds, which its driver returns as a number in all versions. The timestamps
     * of versions 1.2.2 to 1.3.2 are a second late before 1970, and those of earlier versions are in the time zone of
     * UTC.
     *
     * @param zoned whether to add the offset of the JVM's time zone, as newer versions do
     */
    static ValueReader ofDuckdbMicroseconds(boolean zoned) {
        return (rows, index, row) -> {
            long microseconds = rows.getLong(index);
            row.text(rows.wasNull() ? null : ofMicroseconds(microseconds, zoned));
            return null;
        };
    }

    private static String ofMicroseconds(long microseconds, boolean zoned) {
        if (microseconds == Long.MAX_VALUE || microseconds == -Long.MAX_VALUE) {
            return microseconds > 0 ? "infinity" : "-infinity";
        }
        Instant instant = Instant.EPOCH.plus(microseconds, ChronoUnit.MICROS);
        return zoned
                ? DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(instant.atZone(ZoneId.systemDefault()))
                : DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(LocalDateTime.ofInstant(instant, ZoneOffset.UTC));
    }

    private static @Nullable String typed(
            ResultSet rows, int index, Class<? extends TemporalAccessor> type, DateTimeFormatter format)
            throws SQLException {
        Object value;
        try {
            value = rows.getObject(index, type);
        } catch (DateTimeException noDate) {
            return rows.getString(index);
        }
        if (value == null) {
            return null;
        }
        return PLACEHOLDERS.contains(value) ? rows.getString(index) : format.format((TemporalAccessor) value);
    }

    /**
     * Reads a driver's text, which has a blank where ISO 8601 has a T, and may have dates such as {@code 0000-00-00}.
     */
    static ValueReader ofText(Class<? extends TemporalAccessor> type) {
        DateTimeFormatter format = format(type);
        return (rows, index, row) -> {
            String text = isoText(rows, index);
            TemporalAccessor value = text == null ? null : parsed(text, format);
            row.text(value == null ? text : format.format(value)); // without the zeros at the end of a second
            return null;
        };
    }

    /**
     * Reads a date and time from a driver that passes everything but its text through the time zone of the JVM, where
     * it may fall into a gap. The text shows whether it is a date.
     */
    static ValueReader ofUtc() {
        DateTimeFormatter format = DateTimeFormatter.ISO_LOCAL_DATE_TIME;
        GregorianCalendar utc = GregorianCalendar.from(Instant.EPOCH.atZone(ZoneOffset.UTC)); // never Julian
        return (rows, index, row) -> {
            String text = isoText(rows, index);
            Timestamp value = text == null || parsed(text, format) == null ? null : rows.getTimestamp(index, utc);
            row.text(value == null ? text : format.format(LocalDateTime.ofInstant(value.toInstant(), ZoneOffset.UTC)));
            return null;
        };
    }

    /**
     * Reads a span of time from MariaDB. If the server has prepared the statement, the fraction in the driver's text
     * lacks its leading zeros. Version 2.7 has no {@code Duration}, but the right text.
     *
     * @param scale how many digits the fraction has
     */
    static ValueReader ofMariadbSpan(int scale) {
        return (rows, index, row) -> {
            String text = rows.getString(index);
            row.text(text == null ? null : withFraction(text, rows, index, scale));
            return null;
        };
    }

    private static String withFraction(String text, ResultSet rows, int index, int scale) throws SQLException {
        int point = text.indexOf('.');
        if (point < 0) {
            return text;
        }
        Duration span;
        try {
            span = rows.getObject(index, Duration.class);
        } catch (SQLFeatureNotSupportedException textIsRight) {
            return text;
        }
        String digits = Integer.toString(NANOSECONDS + span.abs().toNanosPart()).substring(1);
        return text.substring(0, point + 1) + digits.substring(0, Math.min(scale, digits.length()));
    }

    private static @Nullable String isoText(ResultSet rows, int index) throws SQLException {
        String text = rows.getString(index);
        return text == null ? null : text.replace(' ', 'T');
    }

    private static @Nullable TemporalAccessor parsed(String text, DateTimeFormatter format) {
        try {
            return format.parse(text);
        } catch (DateTimeParseException noDate) {
            return null;
        }
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
}
