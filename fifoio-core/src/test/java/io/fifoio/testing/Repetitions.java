package io.fifoio.testing;

/** How often a test does again what shows nothing in most rounds. */
public final class Repetitions {

    /** All of them are for the profile {@code long}; a mutant is given a small part, because hundreds of them run each test. */
    private static final int ONE_IN = Integer.getInteger("fifoio.repetitions.one.in", 1);

    private Repetitions() {}

    /** @param all in a run that takes its time */
    public static int of(int all) {
        return Math.max(1, all / ONE_IN);
    }
}
