package io.fifoio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * A program with a small heap, which it fills after a promise was made; then there is no heap for the bytes that are
 * written.
 */
final class FullHeap {

    /** A segment of the ring, so that the next byte needs heap. */
    private static final int WRITTEN_BEFORE = 16 * 1024;

    private FullHeap() {}

    /**
     * Prints what the write threw, and what the reader gets after the earlier bytes and a byte that was written once
     * there was heap again.
     *
     * @param arguments how to write: {@code byte}, {@code stream}, {@code some}, {@code try} or {@code channel}
     */
    public static void main(String[] arguments) throws IOException {
        Fifo fifo = Fifo.ofCapacity(1 << 20);
        byte[] block = new byte[64 * 1024];
        ByteBuffer buffer = ByteBuffer.wrap(block);
        WritableByteChannel channel = fifo.output().asChannel();
        String way = arguments[0];
        fifo.output().write(new byte[WRITTEN_BEFORE]);
        fifo.output().complete();

        List<byte[]> rest = fill(256);
        OutOfMemoryError thrown = null;
        try {
            switch (way) {
                case "byte" -> fifo.output().write(1);
                case "stream" -> fifo.output().write(block);
                case "some" -> fifo.output().writeSome(block, 0, block.length);
                case "try" -> fifo.output().tryWrite(block, 0, block.length);
                default -> channel.write(buffer);
            }
        } catch (OutOfMemoryError e) {
            thrown = e;
        }
        rest.clear();

        System.out.println(thrown == null ? "written" : thrown.getClass().getName());
        int before = (int) fifo.output().position();
        channel.write(ByteBuffer.allocate(1));
        fifo.output().close();
        fifo.input().readNBytes(before + 1);
        try {
            System.out.println(fifo.input().read());
        } catch (IOException e) {
            System.out.println(e.getClass().getName());
        }
    }

    /**
     * Leaves less heap than a block of {@code smallest} bytes needs.
     *
     * @return what fills it, to be cleared
     */
    static List<byte[]> fill(int smallest) {
        List<byte[]> rest = new ArrayList<>(100_000);
        for (int size = 1 << 20; size >= smallest; ) {
            try {
                rest.add(new byte[size]);
            } catch (OutOfMemoryError full) {
                size /= 2;
            }
        }
        return rest;
    }
}
