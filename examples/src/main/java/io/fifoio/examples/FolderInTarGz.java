package io.fifoio.examples;

import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.archive.ArchiveReader;
import io.fifoio.adapters.archive.Folder;
import io.fifoio.adapters.archive.Tar;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** A folder as an archive that is made while it is read, without a thread. */
public final class FolderInTarGz {

    private FolderInTarGz() {}

    static InputStream open(Path project) throws IOException {
        // README: folder
        PushSource archive = Tar.of(Folder.of(project).excluding(path -> path.endsWith("target")));
        return archive.through(GZIPOutputStream::new).open();
        // README: end
    }

    /** Packs a small folder and prints what is in the archive. */
    public static void main(String[] arguments) throws IOException {
        try (TemporaryFolder work = TemporaryFolder.create()) {
            Path project = work.path();
            Files.createDirectories(project.resolve("target/classes"));
            Files.writeString(Files.createDirectory(project.resolve("src")).resolve("notes.txt"), "all is well\n");
            try (ArchiveReader reader = Tar.read(new GZIPInputStream(open(project)))) {
                while (reader.next()) {
                    System.out.println(reader.entry());
                }
            }
        }
    }
}
