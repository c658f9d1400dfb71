package io.fifoio.integration;

import com.fasterxml.jackson.core.JsonFactory;
import io.fifoio.Fifo;
import io.fifoio.adapters.PushSource;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where the code under test was loaded from: jars or folders of classes, as the build has them. */
final class Libraries {

    static final Path CORE = of(Fifo.class);
    static final Path ADAPTERS = of(PushSource.class);
    static final Path JACKSON = of(JsonFactory.class);
    static final Path JACKSON_3 = of(tools.jackson.core.json.JsonFactory.class);
    static final Path H2 = of(org.h2.Driver.class);

    /** What commons-compress brings along. */
    static final List<Path> OF_COMMONS_COMPRESS = List.of(
            of("org.apache.commons.codec.Charsets"),
            of("org.apache.commons.io.IOUtils"),
            of("org.apache.commons.lang3.SystemProperties"));

    static final Path THESE_TESTS = of(Libraries.class);

    private Libraries() {}

    static Path of(String type) {
        try {
            return of(Class.forName(type, false, Libraries.class.getClassLoader()));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("not among the dependencies of these tests: " + type, e);
        }
    }

    private static Path of(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("where " + type + " comes from is no path", e);
        }
    }

    /** Returns a path as options like {@code -p} take it. */
    static String path(Path... paths) {
        return Stream.of(paths).map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
}
