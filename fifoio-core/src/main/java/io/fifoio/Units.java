package io.fifoio;

/** What a pair passes on, and how messages name it and its parts. */
enum Units {
    BYTES("bytes", "Fifo", "FifoOutputStream", "FifoInputStream"),
    CHARS("chars", "CharFifo", "FifoWriter", "FifoReader");

    final String plural;
    final String pair;
    final String output;
    final String input;

    Units(String plural, String pair, String output, String input) {
        this.plural = plural;
        this.pair = pair;
        this.output = output;
        this.input = input;
    }
}
