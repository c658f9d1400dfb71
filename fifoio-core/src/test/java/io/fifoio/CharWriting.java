package io.fifoio;

import java.io.IOException;
import java.util.List;

/** A way to write chars, the first of which is an {@code x}. */
@FunctionalInterface
interface CharWriting {

    List<CharWriting> WAYS = List.of(
            out -> out.write('x'),
            out -> out.write("xyz"),
            out -> out.write("xyz".toCharArray()),
            out -> out.writeSome("xyz".toCharArray(), 0, 3));

    void to(FifoWriter writer) throws IOException;
}
