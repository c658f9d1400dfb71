package io.fifoio.adapters.archive;

import java.util.regex.Pattern;

/**
 * The two names that an entry of a zip may have: one in some encoding, and beside it one in UTF-8. Some programs use
 * the first and some the second, so they must be the same except for characters that the encoding lacks.
 *
 * <p>Nothing says which encoding that is. Characters beyond ASCII have different bytes in each, usually of the upper
 * half; but the second byte of a character can be an ASCII letter, digit or backslash. A character that the encoding
 * lacks may be replaced by a similar one of ASCII, by a mark, or by its number.
 */
final class ZipNames {

    /** How Info-ZIP and commons-compress write a character beyond ASCII as its number. */
    private static final Pattern NUMBER = Pattern.compile("[#%]U(?!00[0-7])\\p{XDigit}{4}|#L\\p{XDigit}{6}");

    private static final Pattern BEYOND_ASCII = Pattern.compile("[^\\x00-\\x7f]");

    /** What most writers put in place of a character that is lacking. */
    private static final String MARKS = "?_";

    /** The most bytes that a character takes. */
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

    /**
     * Whether the name has the ASCII characters of the other one, in the same order, and no more characters of its own
     * than may stand for the rest.
     */
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

    /**
     * Whether it may be the second byte of a character: in Shift JIS, GBK, Big5 and UHC everything from the letters on,
     * in GB 18030 the digits.
     */
    private static boolean mayBeSecond(char c) {
        return (c >= '0' && c <= '9') || c >= '@';
    }

    /**
     * Whether a character changes what a path means: it begins the extension of a file, leads upwards, or is a
     * separator on Windows.
     */
    private static boolean changesAPath(char c) {
        return c == '.' || c == ':' || c == '\\';
    }

    private static boolean isAscii(int c) {
        return c < 0x80;
    }
}
