package io.fifoio.adapters.archive;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.tar.TarUtils;
import org.jspecify.annotations.Nullable;

/**
 * Where the regions of data are in a sparse file, which an archive holds one after the other; everything else is a hole
 * and read as zeros. The map is as GNU tar writes it: in its old header, in PAX records (0.0 and 0.1), or in front of
 * the data (1.0, as libarchive does too).
 */
final class SparseMap {

    static final String PREFIX = "GNU.sparse.";

    private static final Set<String> VERSION_0 = Set.of(PREFIX + "size", PREFIX + "numblocks");
    private static final Set<String> VERSION_1 = Set.of(PREFIX + "major", PREFIX + "minor", PREFIX + "realsize");

    private static final int BLOCK = 512;
    private static final int TYPE_AT = 156;
    private static final int REGIONS_AT = 386;
    private static final int EXTENDED_AT = 482;
    private static final int SIZE_AT = 483;
    private static final int FIELD = 12;
    private static final int FIELDS_OF_BLOCK = 21 * 2 * FIELD;
    private static final int LONGEST_NUMBER = 18;
    private static final long NONE = -1;

    private final Map<String, Long> records = new HashMap<>();

    /** The starts and ends of the regions that are not empty. */
    private long[] regions = new long[8];

    private int edges;
    private long told;
    private long data;
    private long lastEnd;

    /**
     * Whether the last region is empty, as GNU tar marks the end of the file; anywhere else some programs drop an empty
     * region, or look no further.
     */
    private boolean endsWithEmpty;

    private boolean inLines;

    private long size;

    /** The start of a region whose length is to come. */
    private long start = NONE;

    /** The first fault that was found; reported when the name of the entry is known. */
    private @Nullable String wrong;

    /** Takes a PAX record. */
    void takeRecord(String keyword, String value) {
        switch (keyword) {
            case PREFIX + "name" -> {} // taken as the entry's
            case PREFIX + "map" -> {
                ensure(told == 0 && start == NONE, "it is there twice");
                int from = 0;
                for (int i = 0; i <= value.length(); i++) {
                    if (i == value.length() || value.charAt(i) == ',') {
                        takeNumber(number(value, from, i));
                        from = i + 1;
                    }
                }
            }
            case PREFIX + "offset", PREFIX + "numbytes" -> {
                ensure((start == NONE) == keyword.endsWith("offset"), "offsets and lengths do not alternate");
                takeNumber(number(value, 0, value.length()));
            }
            case PREFIX + "size", PREFIX + "realsize", PREFIX + "numblocks", PREFIX + "major", PREFIX + "minor" -> {
                Long before = records.put(keyword, number(value, 0, value.length()));
                ensure(before == null, keyword + " is there twice");
            }
            default -> ensure(false, "the record " + Names.shown(keyword) + " is not supported");
        }
    }

    private long number(CharSequence text, int from, int to) {
        long number = from < to && to - from <= LONGEST_NUMBER ? 0 : NONE;
        for (int i = from; i < to && number != NONE; i++) {
            char digit = text.charAt(i);
            number = digit >= '0' && digit <= '9' ? 10 * number + digit - '0' : NONE;
        }
        ensure(number != NONE, "it has something that is not a number");
        return Math.max(0, number);
    }

    /** Takes the start of a region, or its length. */
    private void takeNumber(long number) {
        ensure(number >= 0, "it has a negative number");
        if (start == NONE) {
            start = number;
            return;
        }
        long end = start + number;
        ensure(start >= lastEnd && end >= start, "its regions overlap, or are not in order");
        ensure(!endsWithEmpty || (number == 0 && isOfLibarchive()), "a region that others follow is empty");
        endsWithEmpty = number == 0;
        if (number > 0) {
            // GNU tar begins the data of each region at a block, other programs right after the region before.
            ensure(data % BLOCK == 0, "a region that others follow is not of whole blocks");
            data += number;
            if (edges == regions.length) {
                regions = Arrays.copyOf(regions, 2 * edges);
            }
            regions[edges++] = start;
            regions[edges++] = end;
        }
        told++;
        lastEnd = end;
        start = NONE;
    }

    /**
     * Whether an empty region may be followed by another: for a file that is one hole libarchive writes an empty region
     * at 0 and then that of the end, and all programs read it like that.
     */
    private boolean isOfLibarchive() {
        return inLines && told == 1 && lastEnd == 0;
    }

    /**
     * Returns the header without the size of the file, which is read here: the library takes it for digits, which GNU
     * tar does not write from 8 GiB on.
     */
    static byte[] withoutSize(byte[] header) {
        if (header[TYPE_AT] != TarConstants.LF_GNUTYPE_SPARSE || !TarFields.isOfGnu(header)) {
            return header;
        }
        byte[] without = header.clone();
        Arrays.fill(without, SIZE_AT, SIZE_AT + FIELD, (byte) 0);
        return without;
    }

    /**
     * Checks the header of an entry whose map is in records: GNU tar ignores records in front of any other kind of
     * header.
     */
    void ensureOfPosix(byte[] header) {
        ensure(TarFields.isOfPosix(header), "its header is not that of a format with records");
    }

    /**
     * Reads the map of an entry of type S: from its header, and from the blocks in which it is continued.
     *
     * @param most how many bytes these may be
     */
    void readOn(byte[] header, ArchiveInput in, long most) throws IOException {
        if (!records.isEmpty() || told > 0 || !TarFields.isOfGnu(header)) {
            ensure(false, "it is of a kind that is not supported, or of two");
            return;
        }
        boolean more = takeFields(header, REGIONS_AT, EXTENDED_AT, true);
        long left = most;
        for (boolean goesOn = goesOn(header[EXTENDED_AT]); goesOn && wrong == null; left -= BLOCK) {
            ensure(left >= BLOCK, "it is too long");
            byte[] block = in.readFully(BLOCK, "the map of a sparse file");
            more = takeFields(block, 0, FIELDS_OF_BLOCK, more);
            goesOn = goesOn(block[FIELDS_OF_BLOCK]);
        }
        records.put(PREFIX + "size", TarUtils.parseOctalOrBinary(header, SIZE_AT, FIELD));
        records.put(PREFIX + "numblocks", told);
    }

    private boolean goesOn(byte extended) {
        ensure(extended == 0 || extended == 1, "it goes on in a way that is not known");
        return extended == 1;
    }

    /** @return whether there may be more regions: after an empty field some programs look no further */
    private boolean takeFields(byte[] block, int from, int to, boolean mayBeMore) {
        boolean more = mayBeMore;
        for (int at = from; at < to; at += 2 * FIELD) {
            boolean empty = block[at] == 0 && block[at + FIELD] == 0;
            ensure(empty || (more && block[at] != 0 && block[at + FIELD] != 0), "it has a gap");
            more = !empty;
            if (more) {
                takeNumber(TarUtils.parseOctalOrBinary(block, at, FIELD));
                takeNumber(TarUtils.parseOctalOrBinary(block, at + FIELD, FIELD));
            }
        }
        return more;
    }

    /**
     * Completes the map, when only the content is still to follow; a map of version 1.0 is at the beginning of that.
     * Checks the map as a whole.
     *
     * @param stored how long the content is in the archive
     * @param most how many bytes of it the map may be
     * @return how many bytes it has
     */
    long complete(String name, ArchiveInput in, long stored, long most) throws IOException {
        long used = 0;
        if (records.keySet().equals(VERSION_1) && record("major") == 1 && record("minor") == 0) {
            size = record("realsize");
            ensure(told == 0, "it is there twice");
            used = readLines(in, Math.min(stored, most));
        } else if (records.keySet().equals(VERSION_0)) {
            size = record("size");
            ensure(told == record("numblocks"), "it has " + told + " regions, not as many as it says");
        } else {
            ensure(false, "it is of a version that is not supported, or of two: " + records.keySet());
        }
        ensure(start == NONE, "a region has no length");
        ensure(lastEnd <= size, "a region leads beyond the file's end");
        // Otherwise GNU tar ends the file there, and if there are no regions skips as many bytes as the file has.
        ensure(lastEnd >= size, "its regions end before the file does");
        ensure(data == stored - used, "its regions have " + data + " bytes, the content has " + (stored - used));
        if (wrong != null) {
            throw new IOException("the map of the sparse file " + Names.shown(name) + " makes no sense: " + wrong);
        }
        return used;
    }

    private long record(String keyword) {
        return records.getOrDefault(PREFIX + keyword, NONE);
    }

    /**
     * Reads numbers, one in each line, padded to a block: how many regions there are, then the start and length of
     * each.
     */
    private long readLines(ArchiveInput in, long most) throws IOException {
        inLines = true;
        long declared = NONE;
        long used = 0;
        StringBuilder line = new StringBuilder();
        while (wrong == null && declared != told) {
            ensure(used + BLOCK <= most, "it is too long, or longer than the content that it is in");
            byte[] block = wrong == null ? in.readFully(BLOCK, "the map of a sparse file") : new byte[0];
            used += block.length;
            for (int i = 0; i < block.length && wrong == null && declared != told; i++) {
                if (block[i] != '\n') {
                    line.append((char) block[i]);
                    continue;
                }
                long number = number(line, 0, line.length());
                line.setLength(0);
                if (declared == NONE) {
                    declared = number;
                } else {
                    takeNumber(number);
                }
            }
        }
        return used;
    }

    private void ensure(boolean sane, String otherwise) {
        if (!sane && wrong == null) {
            wrong = otherwise;
        }
    }

    /** Returns the size of the file, including its holes. */
    long size() {
        return size;
    }

    /** Returns the content. To be called when the map is complete. */
    SparseContent content() {
        return new SparseContent(Arrays.copyOf(regions, edges), size);
    }
}
