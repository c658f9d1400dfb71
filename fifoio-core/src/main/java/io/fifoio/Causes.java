package io.fifoio;

/** How a foreign failure is put into a message. */
final class Causes {

    private Causes() {}

    /** What it says of itself, or its type where even that fails: a broken message must not hide the failure. */
    static String describe(Throwable cause) {
        try {
            return cause.toString();
        } catch (Throwable e) {
            return cause.getClass().getName();
        }
    }
}
