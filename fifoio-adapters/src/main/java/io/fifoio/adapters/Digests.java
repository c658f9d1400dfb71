package io.fifoio.adapters;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The digests that were requested for one stream, in the order of the requests. */
final class Digests {

    private final Map<String, MessageDigest> running = new LinkedHashMap<>();
    private final Map<String, byte[]> done = new LinkedHashMap<>();

    static MessageDigest of(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalArgumentException("no digest algorithm \"" + algorithm + "\" is installed", e);
        }
    }

    void add(String algorithm) {
        running.putIfAbsent(algorithm, of(algorithm));
    }

    boolean areWanted() {
        return !running.isEmpty();
    }

    void update(byte b) {
        running.values().forEach(digest -> digest.update(b));
    }

    void update(byte[] b, int off, int len) {
        running.values().forEach(digest -> digest.update(b, off, len));
    }

    /** Returns the digests, once everything has been read; may be called again. */
    synchronized Map<String, byte[]> values() {
        if (done.isEmpty()) {
            running.forEach((algorithm, digest) -> done.put(algorithm, digest.digest()));
        }
        return done;
    }
}
