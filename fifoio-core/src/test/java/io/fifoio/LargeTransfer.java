package io.fifoio;

import java.io.IOException;
import java.util.Random;
import java.util.zip.CRC32C;

/**
 * The program of {@link TenGibibytesTest}: passes the given number of bytes through a pair and prints what each end
 * says about them. Pieces have all sizes up to several capacities; each begins at another place of a random block, so
 * that a piece that is lost, doubled or out of order changes the checksum.
 */
final class LargeTransfer {

    private static final int CAPACITY = 64 * 1024;
    private static final int LARGEST_PIECE = 3 * CAPACITY;

    private LargeTransfer() {}

    /** @param args how many bytes, and the seed */
    public static void main(String[] args) throws IOException {
        long total = Long.parseLong(args[0]);
        long seed = Long.parseLong(args[1]);
        Fifo fifo = Fifo.ofCapacity(CAPACITY);
        Thread writer = new Thread(() -> {
            try (FifoOutputStream output = fifo.output()) {
                System.out.println(write(output, total, new Random(seed)));
                output.complete();
            } catch (IOException e) {
                fifo.output().fail(e);
            }
        });
        writer.start();
        System.out.println(read(fifo.input(), new Random(~seed)));
    }

    private static String write(FifoOutputStream output, long total, Random random) throws IOException {
        byte[] block = new byte[2 * LARGEST_PIECE];
        random.nextBytes(block);
        CRC32C checksum = new CRC32C();
        long left = total;
        while (left > 0) {
            int length = (int) Math.min(left, piece(random));
            int offset = random.nextInt(LARGEST_PIECE);
            checksum.update(block, offset, length);
            output.write(block, offset, length);
            left -= length;
        }
        return told(output.position(), checksum);
    }

    private static String read(FifoInputStream input, Random random) throws IOException {
        byte[] target = new byte[LARGEST_PIECE];
        CRC32C checksum = new CRC32C();
        int count;
        while ((count = input.read(target, 0, piece(random))) >= 0) {
            checksum.update(target, 0, count);
        }
        return told(input.position(), checksum);
    }

    /** As many small ones as large ones. */
    private static int piece(Random random) {
        return 1 + random.nextInt(1 + random.nextInt(LARGEST_PIECE - 1));
    }

    private static String told(long position, CRC32C checksum) {
        return position + " bytes, checksum " + Long.toHexString(checksum.getValue());
    }
}
