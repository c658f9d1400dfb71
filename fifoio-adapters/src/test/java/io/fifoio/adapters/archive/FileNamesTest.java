package io.fifoio.adapters.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names whose bytes the locale may or may not decode: made from URIs, which carry the bytes. */
final class FileNamesTest {

    private static final Path WHERE = Path.of("where");

    @TempDir
    private Path folder;

    @BeforeEach
    void namesAreBytes() {
        assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("unix"), "names are bytes on Unix");
    }

    private static Path path(String uri) {
        return Path.of(URI.create("file:///" + uri));
    }

    private Path inFolder(String encoded) {
        return Path.of(URI.create(folder.toUri() + encoded));
    }

    @Test
    void areDecodedAsUtf8WhateverTheLocale() throws Exception {
        assertThat(FileNames.of(path("a%20b/%C3%BC/x%25%EF%BF%BD"), WHERE)).isEqualTo("/a b/\u00fc/x%\ufffd");
        assertThat(FileNames.of(path("%C3%BC"), WHERE)).isEqualTo("/\u00fc");
        assertThat(FileNames.of(path("%C3%BC").getFileName(), WHERE)).isEqualTo("\u00fc");
        assertThat(FileNames.of(path("a//b%5C%3F"), WHERE)).isEqualTo("/a/b\\?");
    }

    @Test
    void thatAreNotUtf8AreRefusedWithTheirPlace() {
        assertThatThrownBy(() -> FileNames.of(path("folder/caf%E9").getFileName(), WHERE))
                .isInstanceOf(IOException.class)
                .hasMessage("where can't be archived: \"caf\u00e9\", its name or what it links to, is not UTF-8");
    }

    @Test
    void areThoseOfEntries() throws Exception {
        Files.createDirectory(inFolder("%C3%BC"));
        Files.createFile(inFolder("%C3%BC/%E6%97%A5"));

        assertThat(Folder.of(folder)).extracting(Entry::name).containsExactly("\u00fc/", "\u00fc/\u65e5");
    }

    @Test
    void ofLinksKeepTheirTargetsToTheLetter() throws Exception {
        for (String target : new String[] {"%C3%BC", "../%C3%BC%2F", "a%2F%2F%C3%BC/..", "%2F%C3%BC%2F%2F"}) {
            Path link = folder.resolve("link");
            Files.deleteIfExists(link);
            String text = URLDecoder.decode(target, StandardCharsets.UTF_8);
            new ProcessBuilder("ln", "-s", text, link.toString()).start().waitFor();
            assertThat(Folder.of(folder)).extracting(Entry::linkTarget).containsExactly(text);
        }
    }

    @Test
    void ofFilesAndOfTargetsFailTheArchiveWhereTheyAreNotUtf8() throws Exception {
        Path file = inFolder("caf%E9");
        try {
            Files.createFile(file);
        } catch (FileSystemException e) {
            abort("skipped: this file system takes no such name");
        }
        assertRefused(file);
        Path link = Files.createSymbolicLink(folder.resolve("link"), file.getFileName());
        Files.delete(file);
        assertRefused(link);
    }

    private void assertRefused(Path place) {
        assertThatThrownBy(() -> Tar.of(Folder.of(folder)).writeTo(OutputStream.nullOutputStream()))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage(place + " can't be archived: \"caf\u00e9\", its name or what it links to, is not UTF-8");
    }
}
