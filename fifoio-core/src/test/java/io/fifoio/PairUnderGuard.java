package io.fifoio;

/** A program that may read no system property of its own, where a security manager watches it. */
final class PairUnderGuard {

    private PairUnderGuard() {}

    /** Prints a byte that went through a pair. */
    public static void main(String[] arguments) throws Exception {
        Fifo fifo = Fifo.ofCapacity(1);
        fifo.output().write(7);
        System.out.println(fifo.input().read());
    }
}
