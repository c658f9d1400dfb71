package io.fifoio;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;

/**
 * A pair as one would write it without threads: a queue of units and the state of each end. Text stands for what is
 * written and read; a byte is a char below 256. A call that would wait gives up at once, by whichever limit is set.
 */
final class PairModel {

    enum End {
        OPEN,
        PROMISED,
        COMPLETED,
        CLOSED,
        FAILED;

        boolean isOpen() {
            return this == OPEN || this == PROMISED;
        }
    }

    /** What the model says is thrown, in the words in which the tests describe a real exception. */
    static final class Thrown extends IOException {
        private static final long serialVersionUID = 1;

        Thrown(String description) {
            super(description);
        }
    }

    private final Units units;
    private final int capacity;
    private final boolean plain;
    private final StringBuilder buffered = new StringBuilder();
    private final StringBuilder taken = new StringBuilder();
    private End output = End.OPEN;
    private End input = End.OPEN;
    private String outputCause = "";
    private String inputCause = "";
    private Duration outputLimit = Duration.ZERO;
    private Duration inputLimit = Duration.ZERO;
    private Duration peerLimit = Duration.ZERO;
    private int put;
    private boolean outputWaited;
    private boolean inputWaited;
    private long accepted;
    private long consumed;

    PairModel(Units units, int capacity, boolean plain) {
        this.units = units;
        this.capacity = capacity;
        this.plain = plain;
    }

    /** Forgets what is known about the last call. */
    void nextCall() {
        put = 0;
        taken.setLength(0);
        outputWaited = false;
        inputWaited = false;
    }

    /** Returns what the last call consumed, even if it threw. */
    String taken() {
        return taken.toString();
    }

    /** Returns how much the last call got in, even if it threw. */
    int put() {
        return put;
    }

    boolean outputWaited() {
        return outputWaited;
    }

    boolean inputWaited() {
        return inputWaited;
    }

    long accepted() {
        return accepted;
    }

    long consumed() {
        return consumed;
    }

    int room() {
        return capacity - buffered.length();
    }

    boolean isOutputOpen() {
        return output.isOpen();
    }

    boolean isInputOpen() {
        return input.isOpen();
    }

    void limitOutput(Duration limit) {
        outputLimit = limit;
    }

    void limitInput(Duration limit) {
        inputLimit = limit;
    }

    boolean limitsPeers() {
        return !peerLimit.isZero();
    }

    void limitPeers(Duration limit) {
        peerLimit = limit;
    }

    void write(String text) throws Thrown {
        if (startsWriting(text.length())) {
            int count = accept(text);
            if (count < text.length()) {
                throw noRoom(count, text.length());
            }
        }
    }

    /** As {@link #write} by one of several writers: half a message is the end of all. */
    void writeShared(String text) throws Thrown {
        int fits = Math.min(room(), text.length());
        try {
            write(text);
        } catch (Thrown e) {
            if (outputWaited && fits > 0) {
                endOutput(End.FAILED, gaveUpWriting(fits, text.length()));
            }
            throw e;
        }
    }

    int writeSome(String text) throws Thrown {
        int count = tryWrite(text);
        if (count == 0 && !text.isEmpty()) {
            throw noRoom(0, text.length());
        }
        return count;
    }

    int tryWrite(String text) throws Thrown {
        return startsWriting(text.length()) ? accept(text) : 0;
    }

    int writeToChannel(String text) throws Thrown {
        if (!output.isOpen()) {
            throw ended(output, outputCause);
        }
        write(text);
        return text.length();
    }

    private boolean startsWriting(int length) throws Thrown {
        if (!output.isOpen()) {
            if (length == 0) {
                return false;
            }
            throw ended(output, outputCause);
        }
        if (!input.isOpen()) {
            output = End.OPEN;
            throw new Thrown("BrokenPipeException" + inParentheses(inputCause));
        }
        return length > 0;
    }

    private int accept(String text) {
        int count = Math.min(text.length(), room());
        buffered.append(text, 0, count);
        accepted += count;
        put = count;
        return count;
    }

    private Thrown noRoom(int count, int length) {
        output = End.OPEN;
        outputWaited = true;
        return new Thrown("FifoTimeoutException after " + count + ": " + gaveUpWriting(count, length));
    }

    /** The limit for the peer counts if there is no other. */
    private String gaveUpWriting(int count, int length) {
        return outputLimit.isZero()
                ? "within " + peerLimit + " no other thread has used the " + units.input
                : "no room within " + outputLimit + ": " + count + " of " + length + " " + units.plural + " accepted";
    }

    /** A write whose range is not within its array has failed as any other has. */
    void refuseRange() {
        if (output.isOpen()) {
            output = End.OPEN;
        }
    }

    void complete() throws Thrown {
        switch (output) {
            case OPEN -> output = End.PROMISED;
            case PROMISED, COMPLETED -> {}
            case CLOSED, FAILED -> throw ended(output, outputCause);
        }
    }

    void closeOutput() {
        endOutput(plain || output == End.PROMISED ? End.COMPLETED : End.CLOSED, "");
    }

    void failOutput(String cause) {
        endOutput(End.FAILED, cause);
    }

    private void endOutput(End end, String cause) {
        if (output.isOpen()) {
            output = end;
            outputCause = cause;
        }
    }

    /** @return how many units; -1 at the end of complete data */
    int tryRead(int length) throws Thrown {
        if (length == 0) {
            return 0;
        }
        ensureInputOpen();
        if (buffered.isEmpty()) {
            return switch (output) {
                case OPEN, PROMISED -> 0;
                case COMPLETED -> -1;
                case CLOSED, FAILED -> throw new Thrown("IncompleteStreamException" + inParentheses(outputCause));
            };
        }
        int count = Math.min(length, buffered.length());
        taken.append(buffered, 0, count);
        buffered.delete(0, count);
        consumed += count;
        return count;
    }

    int read(int length) throws Thrown {
        int count = tryRead(length);
        if (count == 0 && length > 0) {
            inputWaited = true;
            throw new Thrown("FifoTimeoutException after " + taken.length() + ": "
                    + (inputLimit.isZero()
                            ? "within " + peerLimit + " no other thread has used the " + units.output
                            : "no data within " + inputLimit));
        }
        return count;
    }

    int readFromChannel(int length) throws Thrown {
        ensureInputOpen();
        return read(length);
    }

    /** Reads or drops until there are as many or the data ends. @return how many */
    long readFully(long length) throws Thrown {
        while (taken.length() < length) {
            if (read((int) Math.min(length - taken.length(), Integer.MAX_VALUE)) < 0) {
                break;
            }
        }
        return taken.length();
    }

    void skipExactly(long length) throws Thrown {
        if (readFully(length) < length) {
            throw new Thrown("EOFException");
        }
    }

    /** What the target, which throws, was given is lost. */
    int transferToBrokenTarget() throws Thrown {
        if (read(capacity) > 0) {
            throw new Thrown("IOException(target)");
        }
        return 0;
    }

    void reset() throws Thrown {
        throw new Thrown("IOException");
    }

    int available() throws Thrown {
        ensureInputOpen();
        return buffered.length();
    }

    private void ensureInputOpen() throws Thrown {
        if (!input.isOpen()) {
            throw ended(input, inputCause);
        }
    }

    void closeInput() {
        endInput(End.CLOSED, "");
    }

    void failInput(String cause) {
        endInput(End.FAILED, cause);
    }

    private void endInput(End end, String cause) {
        if (input.isOpen()) {
            input = end;
            inputCause = cause;
        }
    }

    private static Thrown ended(End end, String cause) {
        return new Thrown(end == End.FAILED ? "IOException" + inParentheses(cause) : "ClosedChannelException");
    }

    private static String inParentheses(String cause) {
        return cause.isEmpty() ? "" : "(" + cause + ")";
    }

    String describeOutput() {
        return describe(units.output, output, accepted);
    }

    String describeInput() {
        return describe(units.input, input, consumed);
    }

    private String describe(String name, End end, long position) {
        return name + "[" + end.name().toLowerCase(Locale.ROOT) + ", position " + position + ", " + buffered.length()
                + " of " + capacity + " " + units.plural + " buffered]";
    }

    @Override
    public String toString() {
        return units.pair + "[" + describeOutput() + " -> " + describeInput() + "]";
    }
}
