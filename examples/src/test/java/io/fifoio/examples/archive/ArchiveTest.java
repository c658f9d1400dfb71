package io.fifoio.examples.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fifoio.testing.NoLeakedThreads;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The main job on folders of many kinds: what is stored, what is printed, what is left. */
@ExtendWith(NoLeakedThreads.class)
class ArchiveTest {

    private static final long SEED = 20261123;

    @TempDir
    private Path work;

    private Path folder;
    private Path database;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectory(work.resolve("folder"));
        database = work.resolve("database");
    }

    private Path file(String name, int size) throws IOException {
        byte[] content = new byte[size];
        new Random(SEED + size).nextBytes(content);
        Path path = folder.resolve(name);
        Files.createDirectories(path.getParent());
        return Files.write(path, content);
    }

    private Run run() {
        return Run.of(folder, "--database", database);
    }

    @Test
    void anEmptyFolderIsArchived() throws SQLException {
        Run run = run();
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).contains("0 of 0 files verified");
        assertThat(Stored.in(database)).isEqualTo(new Stored(1, 0));
    }

    @Test
    void everyFileIsVerified() throws IOException, SQLException {
        file("a", 0);
        file("b/c", 1);
        file("b/d/e", 3_000_000);
        Run run = run();
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("3 of 3 files verified")
                .contains("peak heap")
                .contains("3,000,001");
        assertThat(Stored.in(database)).isEqualTo(new Stored(1, 3));
    }

    @Test
    void namesMayBeLongAndHoldSpacesAndUmlauts() throws IOException {
        file("with spaces/ü ñ 日本 \uD83D\uDE00.txt", 10);
        file("n".repeat(200) + "/" + "m".repeat(200), 10);
        Run run = run();
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).contains("2 of 2 files verified");
    }

    @Test
    void linksAreStoredAsLinksWhereverTheyLead() throws IOException {
        file("a", 5);
        Files.createSymbolicLink(folder.resolve("in"), Path.of("a"));
        Files.createSymbolicLink(folder.resolve("out"), work);
        Files.createSymbolicLink(folder.resolve("nowhere"), Path.of("/no/such/file"));
        Files.createSymbolicLink(folder.resolve("round"), Path.of("."));
        Run run = run();
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).contains("1 of 1 files verified").contains("4 links");
    }

    @Test
    void theDatabaseIsNotArchivedIntoItself() throws IOException {
        file("a", 5);
        database = folder.resolve("database");
        Run run = run();
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).contains("1 of 1 files verified").containsPattern("skipped +1 ");
    }

    @Test
    void aVerifiedArchiveReplacesTheOlderOnesOfItsFolderOnly() throws IOException, SQLException {
        file("a", 5);
        Path other = Files.createDirectory(work.resolve("other"));
        assertThat(Run.of(other, "--database", database).status()).isZero();
        assertThat(run().status()).isZero();
        file("b", 5);
        assertThat(run().status()).isZero();
        assertThat(Stored.in(database)).isEqualTo(new Stored(2, 2));
    }

    @Test
    void whatAFailedRunLeftIsRemoved() throws IOException, SQLException {
        file("a", 5);
        assertThat(run().status()).isZero();
        try (Connection connection = Stored.connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute("insert into manifest select random_uuid(), position, path, size, modified, sha256"
                    + " from manifest");
        }
        assertThat(Stored.in(database)).isEqualTo(new Stored(1, 2));
        assertThat(Run.of(Files.createDirectory(work.resolve("other")), "--database", database)
                        .status())
                .isZero();
        assertThat(Stored.in(database)).isEqualTo(new Stored(2, 1));
    }

    @Test
    void badArgumentsAreToldBeforeAnyWork() throws IOException {
        Path plain = file("plain", 1);
        assertThat(Run.of(work.resolve("missing"), "--database", database))
                .isEqualTo(new Run(2, "", "archive: no such folder: " + work.resolve("missing") + "\n"));
        assertThat(Run.of(plain, "--database", database).err()).contains("not a folder: " + plain);
        assertThat(Run.of(folder, "--database", work.resolve("missing/name")).err())
                .contains("no such folder for the database");
        assertThat(Run.of(folder, "--database", database + ";INIT=x").err()).contains("semicolon");
        assertThat(Run.of(folder, "--database", database, "--receiver", "file:///x")
                        .err())
                .contains("http://host:port/path");
        assertThat(Run.of(folder, "--database", database, "--receiver", "http://127.0.0.1:99999/x")
                        .err())
                .contains("http://host:port/path");
        assertThat(work.resolve("database.mv.db")).doesNotExist();
    }

    @Test
    void anUnreadableFileFailsTheRunAndLeavesNothing() throws IOException, SQLException {
        assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"), "POSIX permissions only");
        file("a", 5);
        Path secret = file("b", 5);
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("---------"));
        assumeFalse(Files.isReadable(secret), "this user may read everything");
        Run run = run();
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("not readable: " + secret.toRealPath());
        assertThat(Stored.in(database)).isEqualTo(new Stored(0, 0));
    }

    @Test
    void aNameThatWouldSteerATerminalIsPrintedWithoutThat() throws IOException {
        assumeFalse(FileSystems.getDefault().getSeparator().equals("\\"), "no such names here");
        Path missing = work.resolve("a\u001b[31m\u009b31m\u202e\nb");

        assertThat(Run.of(missing, "--database", database).err())
                .isEqualTo("archive: no such folder: " + work + "/a?[31m?31m??b\n");
    }
}
