/** A ring-buffered pair of streams: one end writes, one end reads. Needs nothing but {@code java.base}. */
module io.fifoio {
    requires static jdk.jfr;
    requires static org.jspecify;

    exports io.fifoio;
}
