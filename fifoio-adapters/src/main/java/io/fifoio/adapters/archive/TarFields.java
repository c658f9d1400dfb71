package io.fifoio.adapters.archive;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Fields of a header that some programs take for something else, or for another number, unless they are as writers
 * usually fill them.
 */
final class TarFields {

    private static final byte[] MAGIC_OF_GNU = "ustar  \0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] MAGIC_OF_POSIX = "ustar\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] MARK_OF_STAR = "tar\0".getBytes(StandardCharsets.US_ASCII);
    private static final int MODE_AT = 100;
    private static final int OWNER_AT = 108;
    private static final int GROUP_AT = 116;
    private static final int SIZE_AT = 124;
    private static final int TIME_AT = 136;
    private static final int SHORT_FIELD = 8;
    private static final int FIELD = 12;
    private static final int MAGIC_AT = 257;
    private static final int MAJOR_AT = 329;
    private static final int MINOR_AT = 337;
    private static final int PREFIX_AT = 345;
    private static final int LONGEST_PREFIX_OF_STAR = 130;
    private static final int MARK_OF_STAR_AT = 508;

    private TarFields() {}

    static boolean isOfGnu(byte[] header) {
        return is(header, MAGIC_AT, MAGIC_OF_GNU);
    }

    static boolean isOfPosix(byte[] header) {
        return is(header, MAGIC_AT, MAGIC_OF_POSIX);
    }

    private static boolean is(byte[] header, int at, byte[] magic) {
        return Arrays.equals(header, at, at + magic.length, magic, 0, magic.length);
    }

    /** @throws IllegalArgumentException with what is wrong */
    static void ensureClear(byte[] header) {
        ensureClearSize(header);
        for (int at : new int[] {MODE_AT, OWNER_AT, GROUP_AT, MAJOR_AT, MINOR_AT}) {
            ensureNumber(header, at, SHORT_FIELD);
        }
        ensureNumber(header, TIME_AT, FIELD);
        if (header[PREFIX_AT] == 0) {
            return;
        }
        if (isOfGnu(header)) {
            // Incremental archives have a time there. A program that takes it for the first part of a name makes it
            // visible that it is not.
            int first = header[PREFIX_AT] & 0xff;
            ensure(first == 0x80 || first == 0xff || first == ' ' || (first >= '0' && first <= '7'), "it has a prefix");
            return;
        }
        ensure(isOfPosix(header), "it has a prefix, which no format has that begins like this");
        boolean isOfStar = is(header, MARK_OF_STAR_AT, MARK_OF_STAR);
        ensure(
                !isOfStar || header[PREFIX_AT + LONGEST_PREFIX_OF_STAR] == 0,
                "its prefix is longer than " + LONGEST_PREFIX_OF_STAR + " bytes, the most that star has");
    }

    /**
     * Checks the size: some programs look beyond a NUL, some take a first byte for the sign of a binary number that
     * others do not, and GNU tar skips an entry whose size consists of blanks.
     */
    private static void ensureClearSize(byte[] header) {
        int first = header[SIZE_AT];
        ensure(first >= 0 || first == (byte) 0x80, "its size is binary, and does not begin with the byte 0x80");
        for (int i = 1; i < FIELD && first == 0; i++) {
            byte b = header[SIZE_AT + i];
            ensure(b == 0 || b == ' ', "its size has something behind a NUL");
        }
        ensure(passOver(' ', ' ', header, SIZE_AT, SIZE_AT + FIELD) < SIZE_AT + FIELD, "its size is blank");
    }

    /**
     * Checks a number: Python silently takes a header with anything else for the end of the archive. No program looks
     * beyond a NUL.
     */
    private static void ensureNumber(byte[] header, int at, int length) {
        int end = at + length;
        int first = header[at] & 0xff;
        if (first == 0x80 || first == 0xff) {
            return;
        }
        int digits = passOver(' ', ' ', header, at, end);
        int blanks = passOver('0', '7', header, digits, end);
        int rest = passOver(' ', ' ', header, blanks, end);
        ensure(rest == end || header[rest] == 0, "the field at byte " + at + " is no number");
    }

    /** @return the index of the first byte that is not in this range, or the end */
    private static int passOver(char from, char to, byte[] header, int start, int end) {
        int at = start;
        while (at < end && header[at] >= from && header[at] <= to) {
            at++;
        }
        return at;
    }

    private static void ensure(boolean clear, String otherwise) {
        if (!clear) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
