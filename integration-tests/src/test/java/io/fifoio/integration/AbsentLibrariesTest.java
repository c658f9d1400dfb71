package io.fifoio.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each library is missing in turn: the error names what was asked for and the artifact to add, and everything else
 * works.
 */
final class AbsentLibrariesTest {

    private static final String TO_BE_ADDED =
            ", to be added to the dependencies (and to the modules, where there are modules)";
    private static final String ARCHIVE = "io.fifoio.adapters.archive needs Commons Compress 1.26.1 or newer: add"
            + " org.apache.commons:commons-compress (module org.apache.commons.compress)";

    /** What may be missing, and what the error says then. */
    enum Library {
        COMMONS_COMPRESS("org.apache.commons.compress.archivers.ArchiveEntry", "org.apache.commons:commons-compress"),
        XZ("org.tukaani.xz.XZInputStream", "org.tukaani:xz"),
        ZSTD("com.github.luben.zstd.Zstd", "com.github.luben:zstd-jni"),
        LZ4("net.jpountz.lz4.LZ4Factory", "at.yawk.lz4:lz4-java"),
        JACKSON_2("com.fasterxml.jackson.core.JsonFactory", "com.fasterxml.jackson.core:jackson-core"),
        JACKSON_3("tools.jackson.core.json.JsonFactory", "tools.jackson.core:jackson-core");

        private final Path jar;
        private final String artifact;

        Library(String type, String artifact) {
            this.jar = Libraries.of(type);
            this.artifact = artifact;
        }
    }

    /** Where code is looked for. */
    enum Way {
        CLASS_PATH {
            @Override
            ClassLoader loader(List<Path> jars) {
                return new URLClassLoader(urls(jars), ClassLoader.getPlatformClassLoader());
            }
        },
        MODULE_PATH {
            @Override
            ClassLoader loader(List<Path> jars) {
                ModuleFinder finder = ModuleFinder.of(jars.toArray(Path[]::new));
                List<String> names = finder.findAll().stream()
                        .map(ModuleReference::descriptor)
                        .map(descriptor -> descriptor.name())
                        .toList();
                Configuration configuration =
                        ModuleLayer.boot().configuration().resolve(finder, ModuleFinder.of(), names);
                return ModuleLayer.boot()
                        .defineModulesWithOneLoader(configuration, ClassLoader.getPlatformClassLoader())
                        .findLoader("io.fifoio.adapters");
            }
        };

        abstract ClassLoader loader(List<Path> jars);

        /** Runs the test's own code, which is not a module and sees what the library exports. */
        @SuppressWarnings("unchecked")
        Map<String, String> run(List<Path> jars) throws Exception {
            try (URLClassLoader loader = new URLClassLoader(urls(List.of(Libraries.THESE_TESTS)), loader(jars))) {
                Class<?> code = loader.loadClass(EveryFormat.class.getName());
                assertThat(code).isNotSameAs(EveryFormat.class);
                var constructor = code.getDeclaredConstructor();
                constructor.setAccessible(true);
                return ((Callable<Map<String, String>>) constructor.newInstance()).call();
            }
        }

        private static URL[] urls(List<Path> paths) {
            return paths.stream().map(Way::url).toArray(URL[]::new);
        }

        private static URL url(Path path) {
            try {
                return path.toUri().toURL();
            } catch (MalformedURLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    static Stream<Arguments> absences() {
        return Arrays.stream(Way.values())
                .flatMap(way -> Stream.concat(
                                Stream.of(List.<Library>of(), List.of(Library.values())),
                                Arrays.stream(Library.values()).map(List::of))
                        .map(absent -> Arguments.of(way, absent)));
    }

    @ParameterizedTest
    @MethodSource("absences")
    void areNamedByWhatNeedsThem(Way way, List<Library> absent) throws Exception {
        Map<String, String> told = way.run(jarsWithout(absent));

        assertThat(told).hasSizeGreaterThan(20).allSatisfy((use, said) -> {
            List<Library> missing =
                    needed(use).stream().filter(absent::contains).toList();
            if (!missing.isEmpty()) {
                assertThat(said).isEqualTo(expected(use, missing));
            } else {
                assertThat(said).isEqualTo(EveryFormat.WORKS);
            }
        });
    }

    private static List<Path> jarsWithout(List<Library> absent) {
        List<Path> jars = new ArrayList<>(List.of(Libraries.CORE, Libraries.ADAPTERS));
        jars.addAll(Libraries.OF_COMMONS_COMPRESS);
        Arrays.stream(Library.values())
                .filter(library -> !absent.contains(library))
                .forEach(library -> jars.add(library.jar));
        return jars;
    }

    private static boolean isCompression(String use) {
        return !use.matches("(tar|zip|csv|Jackson).*");
    }

    private static List<Library> needed(String use) {
        return switch (use.split(" (written|read)")[0]) {
            case "bzip2", "snappy", "tar", "zip" -> List.of(Library.COMMONS_COMPRESS);
            case "xz" -> List.of(Library.COMMONS_COMPRESS, Library.XZ);
            case "zstd" -> List.of(Library.COMMONS_COMPRESS, Library.ZSTD);
            case "lz4" -> List.of(Library.LZ4);
            case "Jackson 2" -> List.of(Library.JACKSON_2);
            case "Jackson 3" -> List.of(Library.JACKSON_3);
            default -> List.of();
        };
    }

    private static String expected(String use, List<Library> missing) {
        return switch (use) {
            case "Jackson 2" ->
                "io.fifoio.adapters.json needs Jackson 2.12 or newer: add " + Library.JACKSON_2.artifact
                        + " (module com.fasterxml.jackson.core)";
            case "Jackson 3" ->
                "io.fifoio.adapters.json3 needs Jackson 3: add " + Library.JACKSON_3.artifact
                        + " (module tools.jackson.core)";
            default ->
                isCompression(use)
                        ? use.substring(0, use.indexOf(' ')) + " needs "
                                + missing.stream()
                                        .map(library -> library.artifact)
                                        .collect(Collectors.joining(" and "))
                                + TO_BE_ADDED
                        : ARCHIVE;
        };
    }
}
