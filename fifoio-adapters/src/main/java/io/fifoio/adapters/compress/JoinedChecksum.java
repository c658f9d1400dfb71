package io.fifoio.adapters.compress;

/**
 * Computes the CRC-32 (RFC 1952) of consecutive parts from the checksums of the parts. A checksum is the remainder of a
 * polynomial over one bit; bytes that follow multiply it by x to the power of their bits. So the checksum of each part
 * can be computed by a thread of its own.
 */
final class JoinedChecksum {

    /** In the reflected order of this checksum: the highest bit stands for x to the power of 0. */
    private static final int POLYNOMIAL = 0xedb88320;

    private static final int ONE = 1 << 31;
    private static final int ONE_BYTE = ONE >>> Byte.SIZE;

    private int value;

    /** The power for the last length, kept because most parts are equally long. */
    private int shift = ONE;

    private long shifted;

    /** @param checksum of the part, as {@link java.util.zip.CRC32} computes it */
    void append(int checksum, long length) {
        if (length != shifted) {
            shift = power(length);
            shifted = length;
        }
        value = product(value, shift) ^ checksum;
    }

    int value() {
        return value;
    }

    /** Returns x to the power of the number of bits in the given number of bytes. */
    private static int power(long bytes) {
        int result = ONE;
        int square = ONE_BYTE;
        for (long rest = bytes; rest > 0; rest >>= 1) {
            if ((rest & 1) == 1) {
                result = product(result, square);
            }
            square = product(square, square);
        }
        return result;
    }

    /** Returns the product modulo the polynomial. */
    private static int product(int a, int b) {
        int sum = 0;
        int multiple = b;
        for (int rest = a; rest != 0; rest <<= 1) {
            sum ^= multiple & (rest >> 31);
            multiple = (multiple >>> 1) ^ (POLYNOMIAL & -(multiple & 1));
        }
        return sum;
    }
}
