package io.fifoio;

import java.util.List;
import java.util.stream.Stream;

/** A twin of the library, and the stress tests of {@code io.fifoio.stress} that it is put through. */
record Stressed(Twin twin, List<Class<?>> stresses) {

    /** The classes that the stress tests use. */
    private static final List<String> SHARED = List.of("OneByte", "LockSupport");

    Stressed(Twin twin, Class<?>... stresses) {
        this(twin, List.of(stresses));
        Stream.concat(SHARED.stream(), this.stresses.stream().map(Class::getSimpleName))
                .forEach(name -> twin.withTest("stress/" + name + ".java"));
    }

    /** Their names in the twin. */
    Stream<String> tests() {
        return stresses.stream().map(twin::nameOf);
    }
}
