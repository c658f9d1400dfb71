package io.fifoio.adapters.archive;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What Windows takes for something else than the file of that name. What it refuses by itself is not looked for here. */
final class WindowsNames {

    /** Whatever directory they are said to be in, and whatever follows a dot. */
    private static final Pattern DEVICE = Pattern.compile(
            "(con|prn|aux|nul|conin\\$|conout\\$|(com|lpt)[0-9\u00b9\u00b2\u00b3]) *(\\..*)?",
            Pattern.CASE_INSENSITIVE);

    private WindowsNames() {}

    /** @return why a file or directory can't have that name, or null */
    static @Nullable String refused(String name) {
        if (DEVICE.matcher(name).matches()) {
            return "Windows takes " + Names.shown(name) + " for a device";
        }
        if (name.endsWith(".") || name.endsWith(" ")) {
            return "Windows takes " + Names.shown(name) + " for the same without what is at its end";
        }
        return null;
    }
}
