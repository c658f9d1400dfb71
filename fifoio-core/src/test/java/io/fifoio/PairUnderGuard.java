package io.fifoio;

/** A program that a security manager does not allow to read system properties. */
final class PairUnderGuard {

    private PairUnderGuard() {}

    /** Prints a byte that went through a pair. */
    public static void main(String[] arguments) throws Exception {
        Fifo fifo = Fifo.ofCapacity(1);
        fifo.output().write(7);
        System.out.println(fifo.input().read());
    }
}
