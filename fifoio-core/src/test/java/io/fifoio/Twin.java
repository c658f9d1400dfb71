package io.fifoio;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * The library once more, with a few lines of its source changed. It is made from the present source, so that it never
 * differs from that by more than those lines. It has a package of its own, and is put where the tests' classes are,
 * because Lincheck knows a class only by its name and looks for it in the application's class loader.
 */
final class Twin {

    private static final Path FOLDER = Path.of(System.getProperty("fifoio.root"), "fifoio-core", "src");
    private static final Path LIBRARY = FOLDER.resolve("main/java/io/fifoio");
    private static final Path TESTS = FOLDER.resolve("test/java/io/fifoio");

    private final String name;
    private final Map<String, String> sources = new TreeMap<>();

    /** @param name of its package; no other twin may have it */
    Twin(String name) {
        this.name = name;
        try (Stream<Path> files = Files.walk(LIBRARY)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                sources.put(LIBRARY.relativize(file).toString().replace('\\', '/'), Files.readString(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param lines a piece of the source that is found in it exactly once */
    Twin with(String file, String lines, String others) {
        String source = sources.get(file);
        int at = source.indexOf(lines);
        if (at < 0 || source.indexOf(lines, at + 1) >= 0) {
            throw new IllegalArgumentException("not there, or more than once, in " + file + ": " + lines);
        }
        sources.put(file, source.replace(lines, others));
        return this;
    }

    /** A wait does not spin or yield first. */
    Twin parkingAtOnce() {
        return with("gate/Backoff.java", "int spins = ONE_PROCESSOR ? 0", "int spins = true ? 0")
                .with("gate/Backoff.java", "YIELDS = 4;", "YIELDS = 0;");
    }

    /** Its ends are not watched for being abandoned: with millions of pairs a second the cleaner could not keep up. */
    Twin unwatched() {
        return with("Abandonment.java", "return CLEANER.register(end, abandon);", "return () -> {};");
    }

    /** Adds a file of the tests; whatever it refers to in the library is the twin's. */
    Twin withTest(String file) {
        try {
            sources.put(file, Files.readString(TESTS.resolve(file)));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The name that a class of the library or of the tests has in this twin. */
    String nameOf(Class<?> type) {
        return renamed(type.getName());
    }

    /** Makes an object of a class of the tests; whatever that class refers to in the library is the twin's. */
    <T> T seenBy(Class<? extends T> user, Class<T> shared) {
        try {
            withTest(user.getSimpleName() + ".java");
            Path classes = Path.of(Twin.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            compile(List.of(this), classes, "-proc:none");
            Class<?> seeing = Class.forName(nameOf(user));
            return shared.cast(seeing.getDeclaredConstructor().newInstance());
        } catch (ReflectiveOperationException | URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the class path of the tests, which a twin is compiled against. */
    static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    /** @param processing the option that says which annotations are processed */
    static void compile(List<Twin> twins, Path classes, String... processing) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<Source> units = twins.stream().flatMap(Twin::units).toList();
        List<String> options = new ArrayList<>(List.of(processing));
        options.addAll(List.of("--release", "17", "-classpath", classPath(), "-d", classes.toString()));
        StringWriter messages = new StringWriter();
        if (!compiler.getTask(messages, null, null, options, null, units).call()) {
            throw new IllegalArgumentException("the twin does not compile: " + messages);
        }
    }

    private Stream<Source> units() {
        return sources.entrySet().stream()
                .map(unit -> new Source(name + "/" + unit.getKey(), renamed(unit.getValue())));
    }

    /** Renames the library in a text; what the twin shares with the tests keeps its name. */
    private String renamed(String text) {
        return text.replaceAll("io\\.fifoio\\b(?!\\.BothEnds)", "io.fifoio." + name);
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String file, String text) {
            super(URI.create("string:///io/fifoio/" + file), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
