package io.fifoio.examples.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.fifoio.testing.NoLeakedThreads;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Receivers that die, refuse or hang while the manifest arrives. */
@ExtendWith(NoLeakedThreads.class)
class BrokenUploadTest {

    private static final int FILES = 4_000;
    private static final int READ_BEFORE_THE_END = 100_000;

    @TempDir
    private Path work;

    private Path folder;
    private Path database;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectory(work.resolve("folder"));
        database = work.resolve("database");
        for (int i = 0; i < FILES; i++) {
            Files.createFile(folder.resolve("file " + i));
        }
    }

    /** What a server does with the one connection that it takes. */
    @FunctionalInterface
    private interface Behaviour {
        void serve(Socket socket) throws IOException;
    }

    private Run runAgainst(Behaviour behaviour) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> served = CompletableFuture.runAsync(() -> serve(server, behaviour));
            Run run = Run.of(folder, "--database", database, "--receiver", addressOf(server));
            served.get();
            return run;
        }
    }

    private static void serve(ServerSocket server, Behaviour behaviour) {
        try (Socket socket = server.accept()) {
            socket.getInputStream().readNBytes(READ_BEFORE_THE_END);
            behaviour.serve(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static URI addressOf(ServerSocket server) {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/manifest");
    }

    private void assertStoredButNotUploaded(Run run) throws SQLException {
        assertThat(run.status()).as(run.out()).isEqualTo(1);
        assertThat(run.err())
                .contains("the archive is stored, but uploading its manifest to 127.0.0.1:")
                .contains(" failed: ");
        assertThat(Stored.in(database)).isEqualTo(new Stored(1, FILES));
    }

    @Test
    void aReceiverThatIsKilledInTheMiddleFailsTheRunAndTheArchiveStays() throws Exception {
        assertStoredButNotUploaded(runAgainst(socket -> socket.setSoLinger(true, 0)));
    }

    @Test
    void aReceiverThatAnswersEarlyReleasesTheUpload() throws Exception {
        Run run = runAgainst(socket -> {
            socket.getOutputStream()
                    .write("HTTP/1.1 413 Content Too Large\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            InputStream rest = socket.getInputStream();
            rest.transferTo(OutputStream.nullOutputStream());
        });
        assertStoredButNotUploaded(run);
        assertThat(run.err()).contains("413");
    }

    @Test
    void aReceiverThatNobodyRunsIsNamedByItsFailure() throws Exception {
        int free;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = server.getLocalPort();
        }
        Run run = Run.of(folder, "--database", database, "--receiver", "http://127.0.0.1:" + free + "/manifest");
        assertStoredButNotUploaded(run);
        assertThat(run.err()).contains(" to 127.0.0.1:" + free + " failed: ConnectException");
    }

    @Test
    void anInterruptEndsTheRunWhileItsReceiverHangs() throws Exception {
        CompletableFuture<Run> ended = new CompletableFuture<>();
        CompletableFuture<Boolean> flagKept = new CompletableFuture<>();
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread runner = new Thread(() -> {
                ended.complete(Run.of(folder, "--database", database, "--receiver", addressOf(server)));
                flagKept.complete(Thread.currentThread().isInterrupted());
            });
            runner.start();
            serve(server, socket -> {
                runner.interrupt();
                ended.join();
            });
            runner.join();
        }
        assertThat(ended.get().err()).isEqualTo("archive: interrupted\n");
        assertThat(ended.get().status()).isEqualTo(1);
        assertThat(flagKept.get()).isTrue();
        assertThat(Stored.in(database)).isEqualTo(new Stored(1, FILES));
    }
}
