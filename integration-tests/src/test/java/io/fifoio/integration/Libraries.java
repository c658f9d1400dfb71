package io.fifoio.integration;

import com.fasterxml.jackson.core.JsonFactory;
import io.fifoio.Fifo;
import io.fifoio.adapters.PushSource;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where the code under test was loaded from: jars or folders of classes, as the build has them. */
final class Libraries {

    static final Path CORE = of(Fifo.class);
    static final Path ADAPTERS = of(PushSource.class);
    static final Path JACKSON = of(JsonFactory.class);
    static final Path JACKSON_3 = of(tools.jackson.core.json.JsonFactory.class);
    static final Path H2 = of(org.h2.Driver.class);
    static final Path THESE_TESTS = of(Libraries.class);

    private Libraries() {}

    private static Path of(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("where " + type + " comes from is no path", e);
        }
    }

    /** As options like {@code -p} take it. */
    static String path(Path... paths) {
        return Stream.of(paths).map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
}
