package io.fifoio.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.fifoio.adapters.archive.ArchiveReader;
import io.fifoio.adapters.archive.ArchivedEntry;
import io.fifoio.adapters.archive.Entry;
import io.fifoio.adapters.archive.Tar;
import io.fifoio.adapters.compress.Compression;
import io.fifoio.adapters.compress.Decompression;
import io.fifoio.adapters.compress.ParallelGzip;
import io.fifoio.adapters.testing.Payload;
import io.fifoio.adapters.testing.Probe;
import io.fifoio.testing.NoLeakedThreads;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Streams within streams: an archive in an archive, compressed on several threads, fed to a sink that feeds another. */
@ExtendWith(NoLeakedThreads.class)
final class NestedStreamsTest {

    private static final byte[] PAYLOAD = Payload.ofSize(300_000);

    private final AtomicReference<byte[]> digest = new AtomicReference<>();

    private PushSource source(Probe probe) {
        PushSource content = out -> {
            probe.at(Probe.Point.START);
            out.write(PAYLOAD, 0, PAYLOAD.length / 2);
            probe.at(Probe.Point.MIDDLE);
            out.write(PAYLOAD, PAYLOAD.length / 2, PAYLOAD.length / 2);
            probe.at(Probe.Point.END);
        };
        PushSource inner =
                Tar.of(List.of(Entry.file("sized", PAYLOAD.length, content), Entry.file("unsized", content)));
        return Tar.of(List.of(Entry.file("first", content.ofLength(PAYLOAD.length)), Entry.file("inner.tar", inner)))
                .through(Taps.digest("SHA-256", digest::set))
                .through(ParallelGzip.level(1).threads(2));
    }

    private Map<String, byte[]> fedThrough(PushSource source) throws Exception {
        return source.feed(compressed -> {
            try (SinkOutputStream<Map<String, byte[]>> next = SinkOutputStream.to(NestedStreamsTest::unpacked)) {
                compressed.transferTo(next);
                next.complete();
                return next.result();
            }
        });
    }

    /** The bytes of every entry; of archives within, under the names of both. */
    private static Map<String, byte[]> unpacked(InputStream compressed) throws Exception {
        PushSource plain = PushSource.from(Decompression.of(Compression.GZIP).open(compressed));
        return plain.feed(in -> {
            Map<String, byte[]> contents = new TreeMap<>();
            unpack("", in, contents);
            return contents;
        });
    }

    private static void unpack(String prefix, InputStream in, Map<String, byte[]> contents) throws IOException {
        try (ArchiveReader reader = Tar.read(in)) {
            while (reader.next()) {
                ArchivedEntry entry = reader.entry();
                if (entry.name().endsWith(".tar")) {
                    unpack(prefix + entry.name() + "/", entry.content(), contents);
                } else {
                    contents.put(prefix + entry.name(), entry.content().readAllBytes());
                }
            }
        }
    }

    @Test
    void carryEveryByte() throws Exception {
        Map<String, byte[]> contents = fedThrough(source(Probe.QUIET));

        assertThat(contents).containsOnlyKeys("first", "inner.tar/sized", "inner.tar/unsized");
        assertThat(contents.values())
                .as("seed " + Payload.SEED)
                .allSatisfy(content -> assertThat(content).isEqualTo(PAYLOAD));
        assertThat(digest.get()).hasSize(MessageDigest.getInstance("SHA-256").getDigestLength());
    }

    @ParameterizedTest
    @EnumSource
    void fail(Probe.Point point) {
        IllegalStateException failure = new IllegalStateException("deep within");

        Throwable thrown = catchThrowable(() -> fedThrough(source(Probe.failing(point, failure))));

        assertThat(thrown).hasStackTraceContaining("deep within");
        assertThat(digest.get()).as("digest, told at the end alone").isNull();
    }
}
