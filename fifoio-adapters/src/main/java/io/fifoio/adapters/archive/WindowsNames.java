package io.fifoio.adapters.archive;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names that Windows takes for something other than the file of that name. Names that it refuses by itself are not
 * checked here.
 */
final class WindowsNames {

    /** They are devices in any directory, and whatever follows a dot. */
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
