package io.fifoio;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.fifoio.ring.RingChars;
import java.io.IOException;

/** The calls that the state table is about, on a pair of either unit. */
interface TableEnds {

    void write(String text) throws IOException;

    void flush();

    void complete() throws IOException;

    void failOutput(Throwable cause);

    void closeOutput();

    int read() throws IOException;

    /** @param target gets what was read */
    int read(StringBuilder target) throws IOException;

    int tryRead() throws IOException;

    /** Whether as much can be read now, as far as the input shows. */
    boolean isAvailable(int count) throws IOException;

    void failInput(Throwable cause);

    void closeInput();

    static TableEnds over(Link link) {
        if (link.units == Units.BYTES) {
            Ends ends = Ends.over(link);
            return new OfBytes(ends.output(), ends.input());
        }
        RingChars chars = new RingChars(link.ring.capacity());
        return new OfChars(new FifoWriter(link, chars), new FifoReader(link, chars));
    }

    record OfBytes(FifoOutputStream output, FifoInputStream input) implements TableEnds {

        @Override
        public void write(String text) throws IOException {
            output.write(text.getBytes(ISO_8859_1));
        }

        @Override
        public void flush() {
            output.flush();
        }

        @Override
        public void complete() throws IOException {
            output.complete();
        }

        @Override
        public void failOutput(Throwable cause) {
            output.fail(cause);
        }

        @Override
        public void closeOutput() {
            output.close();
        }

        @Override
        public int read() throws IOException {
            return input.read();
        }

        @Override
        public int read(StringBuilder target) throws IOException {
            byte[] bytes = new byte[8];
            int count = input.read(bytes);
            target.append(new String(bytes, 0, Math.max(0, count), ISO_8859_1));
            return count;
        }

        @Override
        public int tryRead() throws IOException {
            return input.tryRead(new byte[8], 0, 8);
        }

        @Override
        public boolean isAvailable(int count) throws IOException {
            return input.available() == count;
        }

        @Override
        public void failInput(Throwable cause) {
            input.fail(cause);
        }

        @Override
        public void closeInput() {
            input.close();
        }
    }

    /** A reader shows only whether there is anything. */
    record OfChars(FifoWriter writer, FifoReader reader) implements TableEnds {

        @Override
        public void write(String text) throws IOException {
            writer.write(text);
        }

        @Override
        public void flush() {
            writer.flush();
        }

        @Override
        public void complete() throws IOException {
            writer.complete();
        }

        @Override
        public void failOutput(Throwable cause) {
            writer.fail(cause);
        }

        @Override
        public void closeOutput() {
            writer.close();
        }

        @Override
        public int read() throws IOException {
            return reader.read();
        }

        @Override
        public int read(StringBuilder target) throws IOException {
            char[] chars = new char[8];
            int count = reader.read(chars);
            target.append(chars, 0, Math.max(0, count));
            return count;
        }

        @Override
        public int tryRead() throws IOException {
            return reader.tryRead(new char[8], 0, 8);
        }

        @Override
        public boolean isAvailable(int count) throws IOException {
            return reader.ready() == count > 0;
        }

        @Override
        public void failInput(Throwable cause) {
            reader.fail(cause);
        }

        @Override
        public void closeInput() {
            reader.close();
        }
    }
}
