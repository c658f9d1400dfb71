package io.fifoio;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;

/** A pair as one would write it without threads: a queue of bytes and how each end stands. */
final class PairModel {

    enum End {
        OPEN,
        PROMISED,
        COMPLETED,
        CLOSED,
        FAILED
    }

    /** What the model says is thrown, in the words in which the test describes a real exception. */
    static final class Thrown extends IOException {
        private static final long serialVersionUID = 1;

        Thrown(String message) {
            super(message);
        }
    }

    private final ArrayDeque<Byte> buffered = new ArrayDeque<>();
    private final int capacity;
    private final boolean plain;
    private End output = End.OPEN;
    private End input = End.OPEN;
    private long accepted;
    private long consumed;

    PairModel(int capacity, boolean plain) {
        this.capacity = capacity;
        this.plain = plain;
    }

    long accepted() {
        return accepted;
    }

    long consumed() {
        return consumed;
    }

    String write(byte[] bytes) throws IOException {
        if (!startsWriting(bytes.length)) {
            return "returned";
        }
        int count = accept(bytes);
        if (count < bytes.length) {
            throw timedOut(count);
        }
        return "returned";
    }

    String writeSome(byte[] bytes, boolean waits) throws IOException {
        if (!startsWriting(bytes.length)) {
            return "0";
        }
        int count = accept(bytes);
        if (count == 0 && waits) {
            throw timedOut(0);
        }
        return "" + count;
    }

    String writeChannel(byte[] bytes) throws IOException {
        if (!isOpen(output)) {
            throw ended(output, "output");
        }
        write(bytes);
        return "" + bytes.length;
    }

    private boolean startsWriting(int length) throws IOException {
        if (!isOpen(output)) {
            if (length == 0) {
                return false;
            }
            throw ended(output, "output");
        }
        if (!isOpen(input)) {
            output = End.OPEN;
            throw new Thrown("BrokenPipeException" + (input == End.FAILED ? "(input)" : ""));
        }
        return length > 0;
    }

    private int accept(byte[] bytes) {
        int count = Math.min(bytes.length, capacity - buffered.size());
        for (int i = 0; i < count; i++) {
            buffered.add(bytes[i]);
        }
        accepted += count;
        return count;
    }

    private Thrown timedOut(int count) {
        output = End.OPEN;
        return new Thrown("timed out after " + count);
    }

    String read(int length, boolean waits) throws IOException {
        if (length == 0) {
            return "0";
        }
        if (!isOpen(input)) {
            throw ended(input, "input");
        }
        if (buffered.isEmpty()) {
            return switch (output) {
                case OPEN, PROMISED -> {
                    if (waits) {
                        throw new Thrown("timed out after 0");
                    }
                    yield "0";
                }
                case COMPLETED -> "-1";
                case CLOSED -> throw new Thrown("IncompleteStreamException");
                case FAILED -> throw new Thrown("IncompleteStreamException(output)");
            };
        }
        byte[] bytes = new byte[Math.min(length, buffered.size())];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = buffered.remove();
        }
        consumed += bytes.length;
        return bytes.length + " " + Arrays.toString(bytes);
    }

    String readChannel(int length) throws IOException {
        if (!isOpen(input)) {
            throw ended(input, "input");
        }
        return read(length, true);
    }

    String available() throws IOException {
        if (!isOpen(input)) {
            throw ended(input, "input");
        }
        return "" + buffered.size();
    }

    String complete() throws IOException {
        switch (output) {
            case OPEN -> output = End.PROMISED;
            case PROMISED, COMPLETED -> {}
            default -> throw ended(output, "output");
        }
        return "returned";
    }

    String endOutput(End end) {
        if (isOpen(output)) {
            boolean whole = plain || output == End.PROMISED;
            output = end == End.CLOSED && whole ? End.COMPLETED : end;
        }
        return "returned";
    }

    String endInput(End end) {
        input = isOpen(input) ? end : input;
        return "returned";
    }

    private static boolean isOpen(End end) {
        return end == End.OPEN || end == End.PROMISED;
    }

    private static Thrown ended(End end, String name) {
        return new Thrown(end == End.FAILED ? "IOException(" + name + ")" : "ClosedChannelException");
    }

    @Override
    public String toString() {
        return "output " + output + ", input " + input + ", " + buffered.size() + " of " + capacity + " bytes buffered"
                + (plain ? ", plain" : "");
    }
}
