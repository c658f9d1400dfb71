package io.fifoio.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

final class WithoutFlightRecorderTest {

    @Test
    @Timeout(120)
    void aPairWorksInARuntimeOfTheBaseModuleAlone(@TempDir Path folder) throws Exception {
        String printed = ChildJvm.run(
                folder,
                "--limit-modules",
                "java.base",
                "-cp",
                Libraries.path(Libraries.THESE_TESTS, Libraries.CORE),
                PairAlone.class.getName());

        assertThat(printed).isEqualTo("1000000 bytes, flight recorder absent");
    }

    /** As with the loaders of application servers: the runtime has it, and its module is in the boot layer. */
    @Test
    @Timeout(60)
    void aPairWorksWhereItsClassLoaderDoesNotShowTheFlightRecorder() throws Exception {
        ClassLoader showing = new ClassLoader(ClassLoader.getPlatformClassLoader()) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                if (name.startsWith("jdk.jfr.")) {
                    throw new ClassNotFoundException(name);
                }
                return super.loadClass(name, resolve);
            }
        };
        URL[] urls = {
            Libraries.THESE_TESTS.toUri().toURL(), Libraries.CORE.toUri().toURL()
        };
        try (URLClassLoader loader = new URLClassLoader(urls, showing)) {
            Method carry = loader.loadClass(PairAlone.class.getName()).getDeclaredMethod("carry");
            carry.setAccessible(true);

            assertThat(carry.invoke(null)).isEqualTo(1_000_000);
        }
    }
}
