package io.fifoio.adapters;

import io.fifoio.adapters.inner.Failures;
import java.io.IOException;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Writes elements, in each step as many as it takes until something is written out. */
final class ElementSteps<T> implements Steps {

    private final Iterator<? extends T> elements;
    private final @Nullable AutoCloseable owned;
    private final ElementWriter<? super T> writer;
    private final WatchedOutputStream out;

    ElementSteps(
            Iterator<? extends T> elements,
            @Nullable AutoCloseable owned,
            ElementWriter<? super T> writer,
            WatchedOutputStream out) {
        this.elements = elements;
        this.owned = owned;
        this.writer = writer;
        this.out = out;
    }

    @Override
    public boolean next() throws Exception {
        long before = out.written();
        do {
            if (!elements.hasNext()) {
                writer.end();
                return false;
            }
            writer.write(elements.next());
        } while (out.written() == before);
        return true;
    }

    @Override
    public void close() throws IOException {
        if (owned == null) {
            return;
        }
        try {
            owned.close();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            Failures.keepInterrupt(e);
            throw new IOException("the elements could not be closed: " + Failures.describe(e), e);
        }
    }
}
