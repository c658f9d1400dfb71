package io.fifoio.events;

import org.jspecify.annotations.Nullable;

/**
 * Tells the JDK's flight recorder what happens, if there is one and it is in use. The classes that name it are loaded
 * only then, so that a runtime without the module {@code jdk.jfr} works, and a program that records nothing does not
 * pay for its start.
 */
public final class Events {

    private static final boolean PRESENT = isPresent();

    private Events() {}

    /**
     * Whether the flight recorder is visible. The loader of this class need not show what the runtime has: those of
     * application servers and OSGi do not unless they are configured to.
     */
    private static boolean isPresent() {
        try {
            Class.forName("jdk.jfr.FlightRecorder", false, Events.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError absent) {
            return false;
        }
    }

    /** A wait that may turn out to be long. */
    public interface Stall {
        /**
         * To be called when the wait is over.
         *
         * @param end which end waited
         * @param position how much that end had accepted or consumed
         */
        void over(String end, long position);
    }

    /** @return null if nothing is recorded */
    public static @Nullable Stall stallBegins() {
        return PRESENT && Recorded.isWanted() ? Recorded.stallBegins() : null;
    }

    /**
     * To be called when both ends have ended. Sizes are in the units of the pair, the time is in nanoseconds. Takes no
     * heap if nothing is recorded.
     *
     * @param output the name of its state, in capitals
     * @param input likewise
     */
    public static void pairEnded(
            String pair, long accepted, long consumed, long duration, String output, String input) {
        if (PRESENT && Recorded.isWanted()) {
            Recorded.pairEnded(pair, accepted, consumed, duration, output, input);
        }
    }
}
