package io.fifoio.adapters.testing;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.Callable;

/** Loads the library anew, as if some other libraries were missing. */
public final class Without extends ClassLoader {

    private final List<String> absent;

    private Without(List<String> absent) {
        super(Without.class.getClassLoader());
        this.absent = absent;
    }

    /**
     * Runs a piece of code among such classes.
     *
     * @param absent the beginnings of the names of classes that are not there
     * @param code has a constructor without parameters
     */
    @SuppressWarnings("unchecked")
    public static <T> T run(List<String> absent, Class<? extends Callable<T>> code) throws Exception {
        Class<?> loaded = new Without(absent).loadClass(code.getName());
        var constructor = loaded.getDeclaredConstructor();
        constructor.setAccessible(true);
        return ((Callable<T>) constructor.newInstance()).call();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            if (absent.stream().anyMatch(name::startsWith)) {
                throw new ClassNotFoundException(name);
            }
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            return name.startsWith("io.fifoio.") ? defineAnew(name) : super.loadClass(name, resolve);
        }
    }

    private Class<?> defineAnew(String name) throws ClassNotFoundException {
        try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] bytes = in.readAllBytes();
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }
}
