package io.fifoio.examples.archive;

import io.fifoio.adapters.PullSink;
import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.compress.Gzip;
import io.fifoio.adapters.jdbc.Blobs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/**
 * An H2 database on disk with a table of archives and a table of manifests. Two connections: while the archive streams
 * through the one, in a transaction of minutes, the rows of its manifest are committed on the other.
 */
final class Database implements AutoCloseable {

    private static final String ENDING = ".mv.db";
    private static final String SCHEMA = """
            create table if not exists archive(
                run uuid primary key,
                folder varchar not null,
                stored timestamp with time zone default current_timestamp not null,
                content blob not null);
            create table if not exists manifest(
                run uuid not null,
                position bigint not null,
                path varchar not null,
                size bigint not null,
                modified timestamp(9) with time zone not null,
                sha256 binary(32) not null,
                primary key (run, position));
            """;

    private final Path file;
    private final Connection archives;
    private final Connection manifests;

    private Database(Path file, Connection archives, Connection manifests) {
        this.file = file;
        this.archives = archives;
        this.manifests = manifests;
    }

    /**
     * Opens or creates the database, and removes the rows that a failed run has left.
     *
     * @param name its path without the ending
     */
    static Database open(Path name) throws IOException, SQLException {
        Path absolute = name.toAbsolutePath().normalize();
        if (absolute.getParent() == null || !Files.isDirectory(absolute.getParent())) {
            throw new BadArgument("no such folder for the database: " + name);
        }
        Path folder = absolute.getParent().toRealPath();
        if (folder.resolve(absolute.getFileName()).toString().contains(";")) {
            throw new BadArgument("a database name with a semicolon, which H2 takes for options: " + name);
        }
        // No trace file: this program reports failures itself.
        String url = "jdbc:h2:file:" + folder.resolve(absolute.getFileName()) + ";TRACE_LEVEL_FILE=0";
        Connection archives = DriverManager.getConnection(url, "sa", "");
        try {
            Connection manifests = DriverManager.getConnection(url, "sa", "");
            try {
                Database database = new Database(folder.resolve(absolute.getFileName() + ENDING), archives, manifests);
                database.prepare();
                return database;
            } catch (Throwable failure) {
                closeAfter(failure, manifests);
                throw failure;
            }
        } catch (Throwable failure) {
            closeAfter(failure, archives);
            throw failure;
        }
    }

    private static void closeAfter(Throwable failure, Connection connection) {
        try {
            connection.close();
        } catch (SQLException second) {
            failure.addSuppressed(second);
        }
    }

    private void prepare() throws SQLException {
        archives.setAutoCommit(false);
        manifests.setAutoCommit(false);
        try (Statement statement = manifests.createStatement()) {
            statement.execute(SCHEMA);
            statement.execute("delete from manifest where run not in (select run from archive)");
        }
        manifests.commit();
    }

    /** The file on disk. */
    Path file() {
        return file;
    }

    Manifest manifest(UUID run) {
        return new Manifest(manifests, run);
    }

    /** Makes an archive that reports its files while it is written. */
    @FunctionalInterface
    interface Archiving {
        PushSource of(SourceFolder.Rows rows) throws IOException;
    }

    /**
     * Stores an archive as one BLOB, and its manifest; if that fails, nothing of either is left.
     *
     * @param folder the name of what it is an archive of
     * @param archive given a receiver for the rows of the manifest, the archive
     */
    void store(UUID run, String folder, Archiving archive) throws SQLException, IOException {
        try (Manifest.Writer rows = manifest(run).new Writer();
                PreparedStatement insert =
                        archives.prepareStatement("insert into archive(run, folder, content) values (?, ?, ?)")) {
            insert.setObject(1, run);
            insert.setString(2, folder);
            Blobs.executeUpdate(insert, 3, archive.of(rows::add).through(Gzip.level(6)));
            rows.flush();
            archives.commit();
        } catch (Throwable failure) {
            undo(run, failure);
            throw failure;
        }
    }

    private void undo(UUID run, Throwable failure) {
        try {
            archives.rollback();
            manifests.rollback();
            delete("delete from manifest where run = ?", run);
        } catch (SQLException second) {
            // The rows are not valid without their archive, and the next opening removes them.
            failure.addSuppressed(second);
        }
    }

    private void delete(String sql, Object... parameters) throws SQLException {
        try (PreparedStatement delete = manifests.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                delete.setObject(i + 1, parameters[i]);
            }
            delete.executeUpdate();
        }
        manifests.commit();
    }

    /** The size of a stored archive. */
    long archiveBytes(UUID run) throws SQLException {
        try (PreparedStatement select =
                archives.prepareStatement("select octet_length(content) from archive where run = ?")) {
            select.setObject(1, run);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** Reads a stored archive as a stream. */
    <T> T read(UUID run, PullSink<T> sink) throws Exception {
        try (PreparedStatement select = archives.prepareStatement("select content from archive where run = ?")) {
            select.setObject(1, run);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    throw new IOException("no archive of run " + run);
                }
                try (InputStream content = row.getBinaryStream(1)) {
                    return sink.readFrom(content);
                }
            }
        }
    }

    /** Removes the archives of the same folder that a verified run replaces. */
    void removeOlder(UUID run, String folder) throws SQLException {
        delete("delete from archive where folder = ? and run <> ?", folder, run);
        delete("delete from manifest where run not in (select run from archive)");
    }

    @Override
    public void close() throws SQLException {
        try (archives) {
            manifests.close();
        }
    }
}
