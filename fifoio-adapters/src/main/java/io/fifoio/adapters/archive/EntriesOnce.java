package io.fifoio.adapters.archive;

import io.fifoio.adapters.inner.Closing;
import java.util.Iterator;
import java.util.Objects;
import java.util.stream.Stream;

/** The entries of a stream, which can be iterated over only once, and which is closed with them. */
record EntriesOnce(Iterator<? extends Entry> entries, Stream<? extends Entry> stream)
        implements Iterator<Entry>, AutoCloseable {

    static <E extends Entry> Iterable<E> of(Iterator<E> entries) {
        Objects.requireNonNull(entries, "entries");
        return () -> entries;
    }

    static Iterable<Entry> of(Stream<? extends Entry> entries) {
        Objects.requireNonNull(entries, "entries");
        return () -> {
            try {
                return new EntriesOnce(entries.iterator(), entries);
            } catch (Throwable failure) {
                Closing.closeAfter(failure, entries);
                throw failure;
            }
        };
    }

    @Override
    public boolean hasNext() {
        return entries.hasNext();
    }

    @Override
    public Entry next() {
        return entries.next();
    }

    @Override
    public void close() {
        stream.close();
    }
}
