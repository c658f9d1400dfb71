package io.fifoio;

/** What a pair passes on, and how messages name it and its parts. */
enum Units {
    BYTES("bytes", Integer.MAX_VALUE, "Fifo", "FifoOutputStream", "FifoInputStream"),

    /** All chars of a ring lie in one array, and no JVM makes longer arrays. */
    CHARS("chars", Integer.MAX_VALUE - 8, "CharFifo", "FifoWriter", "FifoReader");

    final String plural;
    final int mostCapacity;
    final String pair;
    final String output;
    final String input;

    Units(String plural, int mostCapacity, String pair, String output, String input) {
        this.plural = plural;
        this.mostCapacity = mostCapacity;
        this.pair = pair;
        this.output = output;
        this.input = input;
    }
}
