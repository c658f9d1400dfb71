package io.fifoio.adapters.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.testing.Payload;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The formats, for tests of what holds for both. */
enum ArchiveFormat {
    TAR(Tar::of, Tar::read),
    ZIP(Zip::of, Zip::read);

    static final byte[] PAYLOAD = Payload.ofSize(3000);

    private final Function<List<Entry>, PushSource> writer;
    private final BiFunction<InputStream, ArchiveLimits, ArchiveReader> reader;

    ArchiveFormat(
            Function<List<Entry>, PushSource> writer, BiFunction<InputStream, ArchiveLimits, ArchiveReader> reader) {
        this.writer = writer;
        this.reader = reader;
    }

    static Entry file(String name) {
        return Entry.file(name, PAYLOAD.length, out -> out.write(PAYLOAD));
    }

    byte[] write(Entry... entries) throws Exception {
        return Payload.writtenBy(writer.apply(List.of(entries)));
    }

    ArchiveReader read(byte[] archive) {
        return read(archive, ArchiveLimits.DEFAULT);
    }

    ArchiveReader read(byte[] archive, ArchiveLimits limits) {
        return read(new ByteArrayInputStream(archive), limits);
    }

    ArchiveReader read(InputStream archive, ArchiveLimits limits) {
        return reader.apply(archive, limits);
    }

    List<String> names(byte[] archive) throws IOException {
        return names(read(archive));
    }

    /** Reads everything and returns the names, or throws. */
    static List<String> names(ArchiveReader opened) throws IOException {
        List<String> names = new ArrayList<>();
        try (ArchiveReader reader = opened) {
            while (reader.next()) {
                names.add(reader.entry().name());
                reader.entry().content().readAllBytes();
            }
            assertThat(reader.next()).isFalse();
        }
        return names;
    }
}
