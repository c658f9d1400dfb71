package io.fifoio.adapters.archive;

import io.fifoio.IncompleteStreamException;
import io.fifoio.adapters.SourceInputStream;
import io.fifoio.adapters.Steps;
import io.fifoio.adapters.inner.Closing;
import io.fifoio.adapters.inner.ContentOutputStream;
import io.fifoio.adapters.inner.Failures;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One writing of an archive. A step is an entry if its content is short or there is none, and otherwise a buffer of its
 * content, which is opened for that: this is a pump within the pump if the content is stepwise too, and takes a thread
 * if it is not. The last steps write the end of the archive.
 */
final class ArchiveSteps implements Steps {

    /** The size of a buffer, and also how long a content may be that is written in one step. */
    private static final int BUFFER = 64 * 1024;

    private final Iterator<? extends Entry> entries;
    private final Spool spool;
    private final ArchiveWriter writer;
    private final boolean straight;
    private @Nullable Entry entry;
    private @Nullable ContentOutputStream target;
    private @Nullable InputStream content;
    private @Nullable Spooled spooled;
    private byte @Nullable [] buffer;
    private boolean ending;

    /** @param straight whether each content writes itself, however long it is */
    ArchiveSteps(Iterator<? extends Entry> entries, Spool spool, ArchiveWriter writer, boolean straight) {
        this.entries = entries;
        this.spool = spool;
        this.writer = writer;
        this.straight = straight;
    }

    @Override
    public boolean next() throws Exception {
        if (content != null) {
            copySome(content);
            return true;
        }
        Entry next = ending ? null : nextEntry();
        if (next == null) {
            ending = true;
            return writer.writeEnd();
        }
        begin(next);
        return true;
    }

    /**
     * Asks the iterator. If it walks through files, it can't throw the {@code IOException} itself, so that is unwrapped
     * here.
     */
    private @Nullable Entry nextEntry() throws IOException {
        try {
            return entries.hasNext() ? Objects.requireNonNull(entries.next(), "entry") : null;
        } catch (UncheckedIOException e) {
            IOException cause = Objects.requireNonNull(e.getCause());
            for (Throwable second : e.getSuppressed()) {
                Failures.suppress(cause, second);
            }
            throw cause;
        }
    }

    private void begin(Entry next) throws Exception {
        entry = next;
        if (writer.mustMeasure(next)) {
            spooled = new Spooled(next, spool);
            target = contentOf(next, next.size(), spooled);
        } else {
            target = contentOf(next, next.size(), writer.begin(next, next.size(), 0));
        }
        if (straight || (next.size() >= 0 && next.size() <= BUFFER)) {
            next.content().writeTo(target);
            end();
        } else {
            content = Objects.requireNonNull(
                    next.content().open(),
                    () -> "the stream that the content of \"" + next.name() + "\" was opened as");
        }
    }

    private void copySome(InputStream in) throws Exception {
        if (buffer == null) {
            buffer = new byte[BUFFER];
        }
        int count = read(in, buffer);
        if (count >= 0) {
            Objects.requireNonNull(target).write(buffer, 0, count);
        } else {
            content = null;
            in.close();
            end();
        }
    }

    /**
     * Reads from a content. The failure of the content itself becomes that of the archive, without the exception that
     * its stream wraps it in. An {@code InterruptedException} stays wrapped, for the pump to unwrap: thrown here it
     * would say that the calling thread was interrupted, but it may have been the content's. An interrupt of this
     * thread is left to the reader, which finds that this step has done nothing and that the flag is set; the content
     * can be read on.
     */
    private static int read(InputStream in, byte[] buffer) throws Exception {
        try {
            return in.read(buffer);
        } catch (InterruptedIOException e) {
            if (!Thread.currentThread().isInterrupted()) {
                throw e;
            }
            return 0;
        } catch (IncompleteStreamException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            if (e.getCause() instanceof Exception failure && !(failure instanceof InterruptedException)) {
                throw failure;
            }
            throw e;
        }
    }

    private void end() throws IOException {
        Objects.requireNonNull(target).end();
        if (spooled == null) {
            writer.end();
            return;
        }
        // The content has been gathered and measured; now it is copied like any other.
        Entry measured = Objects.requireNonNull(entry);
        Spooled gathered = spooled;
        content = gathered.read();
        spooled = null;
        target = contentOf(measured, gathered.size(), writer.begin(measured, gathered.size(), gathered.checksum()));
    }

    private static ContentOutputStream contentOf(Entry entry, long size, OutputStream out) {
        OptionalLong length = size == Entry.UNKNOWN ? OptionalLong.empty() : OptionalLong.of(size);
        return new ContentOutputStream("entry \"" + entry.name() + "\"", length, out);
    }

    @Override
    public void close() throws IOException {
        close(content);
    }

    @Override
    public void closeNow() throws IOException {
        close(content instanceof SourceInputStream opened ? opened::closeNow : content);
    }

    private void close(@Nullable Closeable openContent) throws IOException {
        Closing.closeAll(openContent, spooled, this::closeEntries, writer::release);
    }

    private void closeEntries() throws IOException {
        if (entries instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (IOException | RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                Failures.keepInterrupt(e);
                throw new IOException("closing the entries failed", e);
            }
        }
    }
}
