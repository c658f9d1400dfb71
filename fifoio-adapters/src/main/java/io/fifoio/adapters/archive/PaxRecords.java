package io.fifoio.adapters.archive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The records of extended headers, {@code "<length> <keyword>=<value>\n"} each (POSIX.1-2001, pax). */
final class PaxRecords {

    private static final Pattern SIZE = Pattern.compile("0{0,100}\\d{1,18}");

    /** Longer than any number that a header can hold. */
    private static final int LONGEST_LENGTH = 10;

    private static final String NAME_OF_SPARSE = SparseMap.PREFIX + "name";

    /**
     * The records that are used here. Nothing else is kept; otherwise headers with many short records would take much
     * more memory than they have bytes.
     */
    private static final Set<String> USED = Set.of("path", "linkpath", "size", "mtime", NAME_OF_SPARSE);

    private final @Nullable PaxRecords global;
    private final Map<String, byte[]> values = new HashMap<>();
    private @Nullable SparseMap sparse;

    /** @param global the records that apply if these say nothing */
    PaxRecords(@Nullable PaxRecords global) {
        this.global = global;
    }

    /** Adds the records of a header; they replace earlier ones. An empty time means that there is none. */
    void read(byte[] data) throws IOException {
        Set<String> met = new HashSet<>();
        int start = 0;
        while (start < data.length && data[start] != 0) {
            int blank = indexOf(data, ' ', start, Math.min(data.length, start + LONGEST_LENGTH));
            int end = start + lengthOfRecord(data, start, blank);
            int equals = end > data.length ? -1 : indexOf(data, '=', blank, end);
            if (equals < 0 || data[end - 1] != '\n') {
                throw damaged(start);
            }
            String keyword = new String(data, blank + 1, equals - blank - 1, StandardCharsets.UTF_8);
            if (keyword.isEmpty() || keyword.charAt(0) == ' ' || keyword.charAt(0) == '\t') {
                throw damaged(start); // some readers pass over the blank, and some over all that follows
            }
            if (USED.contains(keyword)) {
                if (!met.add(keyword)) {
                    throw new IOException("the PAX record " + keyword + " is twice in a header");
                }
                if (end == equals + 2 && !keyword.equals("mtime")) {
                    // By the standard, the value in the header itself applies then. Other programs take the name to be
                    // empty, or the size to be 0.
                    throw new IOException(
                            "the PAX record " + keyword + " is empty, and readers differ in what that means");
                }
                values.put(keyword, Arrays.copyOfRange(data, equals + 1, end - 1));
            }
            if (keyword.startsWith(SparseMap.PREFIX) || keyword.equals("SUN.holesdata")) {
                sparse = sparse == null ? new SparseMap() : sparse;
                sparse.takeRecord(keyword, new String(data, equals + 1, end - 2 - equals, StandardCharsets.ISO_8859_1));
            }
            start = end;
        }
    }

    private static int lengthOfRecord(byte[] data, int start, int blank) throws IOException {
        if (blank <= start) {
            throw damaged(start);
        }
        long length = 0;
        for (int i = start; i < blank; i++) {
            if (data[i] < '0' || data[i] > '9') {
                throw damaged(start);
            }
            length = length * 10 + (data[i] - '0');
        }
        if (length < blank - start + 3 || length > data.length) {
            throw damaged(start);
        }
        return (int) length;
    }

    private static int indexOf(byte[] data, char wanted, int from, int to) {
        for (int i = from; i < to; i++) {
            if (data[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    private static IOException damaged(int position) {
        return new IOException("a PAX record is damaged, at byte " + position + " of its header");
    }

    @Nullable
    String text(String keyword) throws IOException {
        byte[] value = values.get(keyword);
        if (value == null) {
            return global == null ? null : global.text(keyword);
        }
        if (value.length == 0) {
            return null;
        }
        String text = Names.ofTar(value);
        if (text.indexOf('\0') >= 0) {
            throw new IOException("the PAX record " + keyword + " has a NUL character: " + Names.shown(text));
        }
        return text;
    }

    /** Whether these records, not counting those for all entries, contain this one. */
    boolean has(String keyword) {
        return values.containsKey(keyword);
    }

    /** @param otherwise the size if no record has it */
    long size(long otherwise) throws IOException {
        String size = text("size");
        if (size == null) {
            return otherwise;
        }
        if (!SIZE.matcher(size).matches()) {
            throw new IOException("the PAX record size is no size: " + Names.shown(size));
        }
        return Long.parseLong(size);
    }

    @Nullable
    Instant modified() throws IOException {
        String time = text("mtime");
        return time == null ? null : PaxTime.parse(time);
    }

    /**
     * Returns the name of the entry; in the archive a sparse file has another name, for programs that do not know
     * sparse files.
     */
    @Nullable
    String path() throws IOException {
        String name = text(NAME_OF_SPARSE);
        return name == null ? text("path") : name;
    }

    /** Returns the map of this entry, not of all entries; null if it is not sparse. */
    @Nullable
    SparseMap sparse() {
        return sparse;
    }
}
