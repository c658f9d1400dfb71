package io.fifoio.examples.archive;

import io.fifoio.adapters.http.UploadBody;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** The job from beginning to end: store, upload, verify. */
final class ArchiveJob {

    private static final Set<String> SCHEMES = Set.of("http", "https");
    private static final int HIGHEST_PORT = 65_535;
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);

    private final Path folder;
    private final Path databaseFile;
    private final @Nullable URI receiver;

    /** @param receiver where the manifest goes; null for a server of this program's own */
    ArchiveJob(Path folder, Path databaseFile, @Nullable URI receiver) {
        this.folder = folder;
        this.databaseFile = databaseFile;
        this.receiver = receiver;
    }

    Report run() throws Exception {
        checkArguments();
        try (PeakHeap heap = new PeakHeap();
                Database database = Database.open(databaseFile)) {
            SourceFolder source = new SourceFolder(folder.toRealPath(), database.file());
            UUID run = UUID.randomUUID();
            Extent extent = step("looking at " + source.path(), source::extent);
            StepResult store = step("storing " + source.path(), () -> store(source, extent, database, run));
            long stored = database.archiveBytes(run);
            long files = database.manifest(run).count();
            StepResult upload = step(
                    "the archive is stored, but uploading its manifest" + to(receiver),
                    () -> upload(database, run, files));
            Verification verification = new Verification(database.manifest(run));
            StepResult verify =
                    step("verifying the stored archive", () -> verify(database, run, verification, store.bytes()));
            step("removing older archives of " + source.path(), () -> {
                database.removeOlder(run, source.name());
                return null;
            });
            return new Report(
                    extent, files, verification.files(), stored, List.of(store, upload, verify), heap.bytes());
        }
    }

    private void checkArguments() throws BadArgument {
        if (!Files.exists(folder)) {
            throw new BadArgument("no such folder: " + folder);
        }
        if (!Files.isDirectory(folder)) {
            throw new BadArgument("not a folder: " + folder);
        }
        if (!Files.isReadable(folder)) {
            throw new BadArgument("folder is not readable: " + folder);
        }
        if (receiver != null
                && (receiver.getHost() == null
                        || !SCHEMES.contains(receiver.getScheme())
                        || receiver.getPort() > HIGHEST_PORT)) {
            throw new BadArgument(
                    "the receiver's URI is not of the form http://host:port/path or https://host:port/path");
        }
    }

    private static StepResult store(SourceFolder source, Extent extent, Database database, UUID run) throws Exception {
        try (Progress progress = Progress.ofBytes("store", extent.bytes())) {
            database.store(run, source.name(), rows -> source.asTar(rows, progress));
            return progress.soFar("store");
        }
    }

    private StepResult upload(Database database, UUID run, long files) throws Exception {
        Manifest manifest = database.manifest(run);
        if (receiver != null) {
            return send(receiver, manifest, files);
        }
        try (Receiver own = Receiver.start()) {
            StepResult result = send(own.address(), manifest, files);
            own.expect(files);
            return result;
        }
    }

    /** Returns the receiver for messages, without its user and query, which may be secret. */
    private static String to(@Nullable URI receiver) {
        return receiver == null
                ? ""
                : " to " + receiver.getHost() + (receiver.getPort() < 0 ? "" : ":" + receiver.getPort());
    }

    private static StepResult send(URI address, Manifest manifest, long files) throws Exception {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_LIMIT)
                .build();
        try (Progress progress = Progress.ofRows("upload", files);
                UploadBody body = UploadBody.of(manifest.asJson(progress::row).through(progress.counting()))) {
            HttpRequest request = HttpRequest.newBuilder(address)
                    .header("Content-Type", "application/json")
                    .POST(body)
                    .build();
            HttpResponse<Void> response = Patience.await(
                    client.sendAsync(request, BodyHandlers.discarding()), progress::bytesSoFar, "the receiver");
            if (response.statusCode() / 100 != 2) {
                throw new IOException("the receiver answered with status " + response.statusCode());
            }
            body.result();
            return progress.soFar("upload");
        }
    }

    private static StepResult verify(Database database, UUID run, Verification verification, long bytes)
            throws Exception {
        try (Progress progress = Progress.ofBytes("verify", bytes)) {
            database.read(run, in -> verification.run(in, progress));
            return progress.soFar("verify");
        }
    }

    /** Runs a part of the job; its failure is reported together with what was being done. */
    private static <T> T step(String doing, Callable<T> step) throws Exception {
        try {
            return step.call();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(doing + " failed", e);
        }
    }
}
