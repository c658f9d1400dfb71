package io.fifoio.benchmarks;

/**
 * The baseline: one thread copies into a ring and out again, without waiting for anybody. The difference to this is
 * what a pipe costs in addition to its two copies; two cores that work at the same time can be faster.
 */
final class TwoCopies implements Job {

    private final byte[] ring;
    private final byte[] source;
    private final byte[] target;
    private final long amount;

    TwoCopies(Shape shape, long amount) {
        this.ring = new byte[shape.ring()];
        this.source = new byte[shape.write()];
        this.target = new byte[shape.read()];
        this.amount = amount;
    }

    @Override
    public void run() {
        long written = 0;
        long read = 0;
        while (read < amount) {
            while (written - read < target.length) {
                copyIn((int) (written % ring.length));
                written += source.length;
            }
            copyOut((int) (read % ring.length));
            read += target.length;
        }
    }

    private void copyIn(int index) {
        int first = Math.min(source.length, ring.length - index);
        System.arraycopy(source, 0, ring, index, first);
        System.arraycopy(source, first, ring, 0, source.length - first);
    }

    private void copyOut(int index) {
        int first = Math.min(target.length, ring.length - index);
        System.arraycopy(ring, index, target, 0, first);
        System.arraycopy(ring, 0, target, first, target.length - first);
    }
}
