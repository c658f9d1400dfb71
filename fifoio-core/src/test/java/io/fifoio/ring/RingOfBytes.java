package io.fifoio.ring;

/** A ring and its bytes in one, for tests that are not about who copies when. */
final class RingOfBytes {

    private final Ring ring;
    private final RingBytes bytes;

    RingOfBytes(int capacity) {
        this(capacity, 0);
    }

    RingOfBytes(int capacity, long firstPosition) {
        this.ring = new Ring(capacity, firstPosition);
        this.bytes = new RingBytes(capacity);
    }

    /** @return how many bytes were put, or {@link Ring#SEALED} */
    int put(byte[] source, int offset, int length) {
        int count = ring.roomFor(length);
        if (count <= 0) {
            return count;
        }
        long position = ring.nextPosition();
        bytes.copyIn(ring.writeIndex(position), source, offset, count);
        return published(position, count);
    }

    /** @return 1 if the byte was put, otherwise 0, or {@link Ring#SEALED} */
    int put(byte value) {
        int count = ring.roomFor(1);
        if (count <= 0) {
            return count;
        }
        long position = ring.nextPosition();
        bytes.put(ring.writeIndex(position), value);
        return published(position, 1);
    }

    private int published(long position, int count) {
        if (ring.publish(position, count)) {
            return count;
        }
        if (!ring.isSealed()) {
            throw new AssertionError("a ring with one writer takes nothing, and is not sealed");
        }
        return Ring.SEALED;
    }

    /** @return how many bytes were taken, or {@link Ring#SEALED} */
    int take(byte[] target, int offset, int length) {
        int count = ring.dataFor(length);
        if (count > 0) {
            int index = ring.readIndex();
            bytes.copyOut(index, target, offset, count);
            release(index, count);
        }
        return count;
    }

    /** @return the byte, 0 to 255, plus 1, or 0 if there is none, or {@link Ring#SEALED} */
    int takeOne() {
        int count = ring.dataFor(1);
        if (count <= 0) {
            return count;
        }
        int index = ring.readIndex();
        int value = bytes.get(index) & 0xff;
        release(index, 1);
        return value + 1;
    }

    private void release(int index, int count) {
        if (!ring.release(index, count)) {
            throw new AssertionError("a ring with one reader takes nothing back");
        }
    }

    boolean writable() {
        ring.wantRoom(1);
        return ring.roomAsWanted();
    }

    boolean readable() {
        return ring.readable();
    }

    void seal() {
        ring.seal();
    }

    int available() {
        return ring.available();
    }

    long writePosition() {
        return ring.writePosition();
    }

    long readPosition() {
        return ring.readPosition();
    }
}
