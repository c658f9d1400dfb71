package io.fifoio.testing;

/** How often a test repeats something that shows nothing in most rounds. */
public final class Repetitions {

    /**
     * The profile {@code long} runs all repetitions; a mutant gets a small part, because hundreds of mutants run each
     * test.
     */
    private static final int ONE_IN = Integer.getInteger("fifoio.repetitions.one.in", 1);

    private Repetitions() {}

    /** @param all the number in a long run */
    public static int of(int all) {
        return Math.max(1, all / ONE_IN);
    }
}
