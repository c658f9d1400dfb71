package io.fifoio.integration;

import io.fifoio.adapters.archive.Folder;
import io.fifoio.adapters.archive.Tar;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Archives the folder that is its first argument as the file that is its second. */
final class FolderAsTar {

    private FolderAsTar() {}

    public static void main(String[] arguments) throws Exception {
        try (OutputStream archive = Files.newOutputStream(Path.of(arguments[1]))) {
            Tar.of(Folder.of(Path.of(arguments[0]))).writeTo(archive);
        }
    }
}
