package io.fifoio;

import java.io.IOException;
import java.io.Writer;

/** A {@link FifoWriter} for several writers, who take turns write by write; the twin of {@link SharedOutputStream}. */
final class SharedWriter extends Writer {

    private final FifoWriter writer;
    private final Turns turns;

    SharedWriter(FifoWriter writer, Turns turns) {
        this.writer = writer;
        this.turns = turns;
    }

    @Override
    public void write(int c) throws IOException {
        turns.take();
        try {
            writer.write(c);
        } finally {
            turns.give();
        }
    }

    @Override
    public void write(char[] c, int off, int len) throws IOException {
        writer.checkRange(off, len, c.length);
        if (len == 0) {
            writer.write(c, off, 0); // without a turn, for which it would have to wait
            return;
        }
        turns.take();
        try {
            writeWhole(c, off, len);
        } finally {
            turns.give();
        }
    }

    private void writeWhole(char[] c, int off, int len) throws IOException {
        long before = writer.position();
        try {
            writer.write(c, off, len);
        } catch (Throwable e) {
            failBehindPart(before, e);
            throw e;
        }
    }

    @Override
    public void write(String s, int off, int len) throws IOException {
        writer.checkRange(off, len, s.length());
        if (len == 0) {
            writer.write(s, off, 0);
            return;
        }
        turns.take();
        try {
            writeWhole(s, off, len);
        } finally {
            turns.give();
        }
    }

    private void writeWhole(String s, int off, int len) throws IOException {
        long before = writer.position();
        try {
            writer.write(s, off, len);
        } catch (Throwable e) {
            failBehindPart(before, e);
            throw e;
        }
    }

    @Override
    public Writer append(CharSequence text) throws IOException {
        try {
            return super.append(text);
        } catch (RuntimeException | Error e) {
            writer.takeBack();
            throw e;
        }
    }

    @Override
    public Writer append(CharSequence text, int start, int end) throws IOException {
        try {
            return super.append(text, start, end);
        } catch (RuntimeException | Error e) {
            writer.takeBack();
            throw e;
        }
    }

    /**
     * Fails the end after a write that was accepted only in part: whatever the next writer writes would follow half a
     * message. If the reader has left, the next write throws anyway.
     */
    private void failBehindPart(long before, Throwable failure) {
        if (!(failure instanceof BrokenPipeException) && writer.position() > before) {
            writer.fail(failure);
        }
    }

    @Override
    public void flush() {
        writer.flush();
    }

    @Override
    public void close() {
        writer.close();
    }
}
