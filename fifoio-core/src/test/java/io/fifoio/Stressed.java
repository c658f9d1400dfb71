package io.fifoio;

import java.util.List;
import java.util.stream.Stream;

/** A twin of the library, and the stress tests of {@code io.fifoio.stress} that it is put through. */
record Stressed(Twin twin, List<Class<?>> stresses) {

    Stressed(Twin twin, Class<?>... stresses) {
        this(twin.withTests("stress"), List.of(stresses));
    }

    /** Their names in the twin. */
    Stream<String> tests() {
        return stresses.stream().map(twin::nameOf);
    }
}
