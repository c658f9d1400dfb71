package io.fifoio.examples;

import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.SourceInputStream;
import io.fifoio.adapters.archive.ArchiveLimits;
import io.fifoio.adapters.archive.Entry;
import io.fifoio.adapters.archive.Tar;
import io.fifoio.adapters.compress.Compression;
import io.fifoio.adapters.compress.Decompression;
import io.fifoio.adapters.compress.ParallelGzip;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** An archive of things that are made while it is read, and its way back into a folder. */
public final class ReportsInTarGz {

    private ReportsInTarGz() {}

    static SourceInputStream open(PushSource report, PushSource log) {
        // README: archive
        return Tar.of(List.of(Entry.file("report.csv", report), Entry.file("logs/today.txt", log)))
                .through(ParallelGzip.level(6))
                .open()
                .digest("SHA-256");
        // README: end
    }

    static void unpack(InputStream in, Path folder) throws IOException {
        // README: unpack
        InputStream plain = Decompression.of(Compression.GZIP)
                .limit(10_000_000_000L)
                .ratio(200)
                .open(in);
        try (var archive = Tar.read(plain, ArchiveLimits.DEFAULT.entries(1_000))) {
            archive.extractTo(folder);
        }
        // README: end
    }

    /** Packs two reports into a file, unpacks it beside, and leaves neither behind. */
    public static void main(String[] arguments) throws IOException {
        try (TemporaryFolder work = TemporaryFolder.create()) {
            Path packed = work.path().resolve("reports.tar.gz");
            try (SourceInputStream in = open(
                    PushSource.from("id,amount\r\n1,12.50\r\n".getBytes(StandardCharsets.UTF_8)),
                    PushSource.from("all is well\n".getBytes(StandardCharsets.UTF_8)))) {
                Files.copy(in, packed);
                System.out.println(
                        "SHA-256 " + HexFormat.of().formatHex(in.result().digest("SHA-256")));
            }
            Path folder = Files.createDirectory(work.path().resolve("unpacked"));
            unpack(Files.newInputStream(packed), folder);
            try (Stream<Path> files = Files.walk(folder)) {
                files.filter(Files::isRegularFile)
                        .map(file -> folder.relativize(file).toString())
                        .sorted()
                        .forEach(System.out::println);
            }
        }
    }
}
