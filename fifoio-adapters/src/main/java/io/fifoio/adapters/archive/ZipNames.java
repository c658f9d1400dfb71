package io.fifoio.adapters.archive;

import java.util.regex.Pattern;

/**
 * The two names that an entry of a zip may have: one in some encoding, and beside it one in UTF-8. Some readers go by the first,
 * some by the second, so they must be the same but for what the encoding lacks.
 *
 * <p>Nothing says which encoding that is. What is beyond ASCII is other bytes in each, as a rule of the upper half; but what stands second in a
 * character can be a letter, a digit or a backslash of ASCII. For a character that is lacking there may be a similar one
 * of ASCII, a mark, or its number.
 */
final class ZipNames {

    /** As Info-ZIP and commons-compress write a character beyond ASCII by its number. */
    private static final Pattern NUMBER = Pattern.compile("[#%]U(?!00[0-7])\\p{XDigit}{4}|#L\\p{XDigit}{6}");

    private static final Pattern BEYOND_ASCII = Pattern.compile("[^\\x00-\\x7f]");

    /** What most writers put in place of a character. */
    private static final String MARKS = "?_";

    /** No character takes more bytes. */
    private static final int LONGEST = 4;

    private ZipNames() {}

    /** Whether a name, read as any encoding that has ASCII as its lower half, can be that other one. */
    static boolean mayStandFor(String name, String unicode) {
        String[] parts = name.split("/", -1);
        String[] unicodeParts = unicode.split("/", -1);
        boolean may = parts.length == unicodeParts.length;
        for (int i = 0; may && i < parts.length; i++) {
            may = partMayStandFor(parts[i], unicodeParts[i]);
        }
        return may;
    }

    private static boolean partMayStandFor(String name, String unicode) {
        if (unicode.chars().allMatch(ZipNames::isAscii)) {
            return name.equals(unicode);
        }
        String marked = NUMBER.matcher(name).replaceAll("?");
        String whole = NUMBER.matcher(unicode).replaceAll("?");
        int front = 0;
        while (front < whole.length() && isAscii(whole.charAt(front))) {
            front++;
        }
        int back = whole.length();
        while (back > front && isAscii(whole.charAt(back - 1))) {
            back--;
        }
        return marked.length() >= front + whole.length() - back
                && marked.startsWith(whole.substring(0, front))
                && marked.endsWith(whole.substring(back))
                && hasTheSameAscii(marked, whole);
    }

    /** Whether one has what the other has of ASCII, in its order, and of its own no more than may stand for the rest. */
    private static boolean hasTheSameAscii(String name, String unicode) {
        String ascii = BEYOND_ASCII.matcher(unicode).replaceAll("");
        int lacking = unicode.codePointCount(0, unicode.length()) - ascii.length();
        int found = 0;
        int standIns = 0;
        int own = 0;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!isAscii(c)) {
                standIns++;
            } else if (found < ascii.length() && c == ascii.charAt(found)) {
                found++;
            } else if (MARKS.indexOf(c) >= 0 || (i > 0 && !isAscii(name.charAt(i - 1)) && mayBeSecond(c))) {
                standIns++;
            } else if (changesAPath(c)) {
                return false;
            } else {
                own++;
            }
        }
        return found == ascii.length() && own <= lacking && standIns <= LONGEST * lacking;
    }

    /** In Shift JIS, GBK, Big5 and UHC from the letters on, in GB 18030 digits. */
    private static boolean mayBeSecond(char c) {
        return (c >= '0' && c <= '9') || c >= '@';
    }

    /** Not as a character of a text: it begins the kind of a file, leads up, or separates on Windows. */
    private static boolean changesAPath(char c) {
        return c == '.' || c == ':' || c == '\\';
    }

    private static boolean isAscii(int c) {
        return c < 0x80;
    }
}
