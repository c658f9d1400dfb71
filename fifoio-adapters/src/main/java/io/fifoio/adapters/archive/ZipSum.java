package io.fifoio.adapters.archive;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A sum over the entries of a zip, which does not depend on their order and needs no memory for them. Each entry
 * contributes a digest that begins with a random key: nobody who does not know the key can make other entries with the
 * same sum.
 */
final class ZipSum {

    /** The length of a key in bytes. */
    static final int KEY = 16;

    private final byte[] key;
    private final MessageDigest digest;
    private final ByteBuffer fields = ByteBuffer.allocate(6 * Long.BYTES);
    private long count;
    private long high;
    private long low;

    /** @param key the same for sums that are to be compared */
    ZipSum(byte[] key) {
        this.key = key;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * Adds an entry, with everything that the archive says about it twice.
     *
     * @param name as it is understood; the archive may give different meanings to the same bytes
     */
    void add(long offset, byte[] rawName, String name, int method, long checksum, long compressed, long plain) {
        digest.update(key);
        fields.clear();
        fields.putLong(offset)
                .putLong(method)
                .putLong(checksum)
                .putLong(compressed)
                .putLong(plain);
        digest.update(fields.putLong(rawName.length).flip());
        digest.update(rawName);
        digest.update(name.getBytes(StandardCharsets.UTF_8));
        ByteBuffer result = ByteBuffer.wrap(digest.digest());
        high += result.getLong();
        low += result.getLong();
        count++;
    }

    long count() {
        return count;
    }

    boolean isSameAs(ZipSum other) {
        return count == other.count && high == other.high && low == other.low;
    }
}
