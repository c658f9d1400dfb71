package io.fifoio.adapters.archive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where an entry goes, relative to the folder: the parts of its name, none of which leads upwards. The rules are the
 * same on every system, so that an archive that can be extracted on one can be extracted on all.
 */
@SuppressWarnings("StringSplitter") // empty parts at the end mean nothing in a path
final class EntryPath {

    /** More parts than any real name has; each part is looked at for each entry. */
    static final int MOST_PARTS = 255;

    private static final Pattern DRIVE = Pattern.compile("^[A-Za-z]:");

    private EntryPath() {}

    /** @return the parts; none for the folder itself */
    static List<String> parts(String name) throws IOException {
        String refused = notRelative(name);
        if (refused == null) {
            List<String> parts = new ArrayList<>();
            for (String part : name.split("/")) {
                if (part.equals("..")) {
                    refused = "it has a part \"..\"";
                } else if (!part.isEmpty() && !part.equals(".")) {
                    parts.add(part);
                }
            }
            if (parts.size() > MOST_PARTS) {
                refused = "it has more than " + MOST_PARTS + " parts";
            }
            if (refused == null) {
                return parts;
            }
        }
        throw new IOException("the name " + Names.shown(name) + " is not extracted: " + refused);
    }

    /**
     * Refuses a symbolic link that may lead out of the folder. A link may first lead up and then down, but not the
     * other way round: it can't be known what is above a place that other links lead to. So, by induction, it stays
     * inside, whatever links of the archive are followed on the way.
     *
     * @param link the parts of the link's own name
     */
    static void checkTarget(List<String> link, String target) throws IOException {
        String refused = notRelative(target);
        if (refused == null) {
            List<String> reached = new ArrayList<>(link.subList(0, link.size() - 1));
            boolean descends = false;
            for (String part : target.split("/")) {
                if (part.equals("..")) {
                    if (descends || reached.isEmpty()) {
                        refused = descends ? "it has a \"..\" behind another part" : "it leads out of the folder";
                        break;
                    }
                    reached.remove(reached.size() - 1);
                } else if (!part.isEmpty() && !part.equals(".")) {
                    descends = true;
                    reached.add(part);
                }
            }
            if (reached.size() > MOST_PARTS) {
                refused = "it has more than " + MOST_PARTS + " parts";
            }
            if (refused == null) {
                return;
            }
        }
        throw new IOException("the link " + Names.shown(String.join("/", link)) + " to " + Names.shown(target)
                + " is not extracted: " + refused);
    }

    private static @Nullable String notRelative(String name) {
        if (name.isEmpty()) {
            return "it is empty";
        }
        if (name.startsWith("/")) {
            return "it is absolute";
        }
        if (DRIVE.matcher(name).find()) {
            return "it begins with a letter and a colon, which is a drive on Windows";
        }
        if (name.indexOf('\\') >= 0) {
            return "it has a backslash, which separates the parts of a name on Windows";
        }
        return name.indexOf('\0') >= 0 ? "it has a NUL character" : null;
    }
}
