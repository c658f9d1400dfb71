package io.fifoio.examples.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Names whose bytes the locale may or may not decode: made from URIs, which carry the bytes. */
class FileNamesTest {

    @BeforeEach
    void namesAreBytes() {
        assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("unix"), "names are bytes on Unix");
    }

    @Test
    void areDecodedAsUtf8WhateverTheLocale() throws IOException {
        assertThat(FileNames.of(Path.of(URI.create("file:///a%20b/%C3%BC/x%25%EF%BF%BD"))))
                .isEqualTo("/a b/\u00fc/x%\ufffd");
    }

    @Test
    void thatAreNotUtf8AreRefusedByName() {
        assertThatThrownBy(() -> FileNames.of(Path.of(URI.create("file:///folder/caf%E9"))))
                .isInstanceOf(IOException.class)
                .hasMessage("the name of a file is not UTF-8: caf%E9");
    }
}
