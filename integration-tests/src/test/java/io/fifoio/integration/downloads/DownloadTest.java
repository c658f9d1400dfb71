package io.fifoio.integration.downloads;

import static org.assertj.core.api.Assertions.assertThat;

import io.fifoio.adapters.PushSource;
import io.fifoio.testing.NoLeakedThreads;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.http.HttpClient;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server that answers with a source, by the recipe for it: what is not whole, no client takes for whole. */
@ExtendWith(NoLeakedThreads.class)
final class DownloadTest {

    private static final long SEED = 20261128;
    private static final byte[] PAYLOAD = new byte[300_000];

    static {
        new Random(SEED).nextBytes(PAYLOAD);
    }

    /** Held, because a logger that nobody holds forgets its level. */
    private static final List<Logger> LOGGERS = List.of(
            Logger.getLogger("org.apache"), Logger.getLogger("org.springframework"), Logger.getLogger("io.undertow"));

    private final AtomicReference<PushSource> source = new AtomicReference<>();

    @TempDir
    private Path folder;

    /** The first bytes of the payload. */
    private record Whole(PushSource source, int length) {}

    /** The first bytes of the payload, and then a failure; all of it may have been announced. */
    private record Failure(int after, boolean announced, Exception thrown) {

        PushSource source() {
            // Closes what it writes to as a writer's try-with-resources does.
            PushSource failing = out -> {
                try (out) {
                    out.write(PAYLOAD, 0, after);
                    throw thrown;
                }
            };
            return announced ? failing.ofLength(PAYLOAD.length) : failing;
        }
    }

    @BeforeAll
    static void theServersAreSilent() {
        LOGGERS.forEach(logger -> logger.setLevel(Level.OFF));
    }

    @ParameterizedTest
    @EnumSource
    void allOfItArrives(ServerKind kind) throws Exception {
        PushSource payload = out -> out.write(PAYLOAD);
        List<Whole> wholes = List.of(
                new Whole(payload, PAYLOAD.length),
                new Whole(payload.ofLength(PAYLOAD.length), PAYLOAD.length),
                new Whole(out -> out.write(PAYLOAD, 0, 1), 1),
                new Whole(out -> {}, 0));
        try (Serving server = kind.serve(source::get, folder)) {
            HttpClient client = HttpClient.newHttpClient();
            for (Whole whole : wholes) {
                source.set(whole.source());
                Answer raw = Answer.raw(server.port());
                Answer other = Answer.by(client, server.port());

                assertThat(raw.body()).as("seed " + SEED).isEqualTo(Arrays.copyOf(PAYLOAD, whole.length()));
                assertThat(other.body()).as("seed " + SEED).isEqualTo(raw.body());
                assertThat(List.of(raw.status(), other.status())).containsOnly(200);
                assertThat(other.version()).isEqualTo(kind.newest());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatFailsIsTakenForWholeByNobody(ServerKind kind) throws Exception {
        List<String> takenForWhole = new ArrayList<>();
        try (Serving server = kind.serve(source::get, folder)) {
            HttpClient client = HttpClient.newHttpClient();
            for (Failure failure : failures()) {
                source.set(failure.source());
                note(takenForWhole, failure, () -> Answer.raw(server.port()));
                note(takenForWhole, failure, () -> Answer.by(client, server.port()));
                // The first request of a connection to HTTP/2 is answered another way.
                note(takenForWhole, failure, () -> Answer.by(HttpClient.newHttpClient(), server.port()));
            }
        }
        assertThat(takenForWhole).isEmpty();
    }

    private static List<Failure> failures() {
        List<Failure> failures = new ArrayList<>();
        for (int after : new int[] {0, 1, PAYLOAD.length / 2, PAYLOAD.length}) {
            failures.add(new Failure(after, false, new IllegalStateException("the source's")));
            failures.add(new Failure(after, true, new IllegalStateException("the source's")));
            // What a server or a framework may take for a client that left.
            failures.add(new Failure(after, after > 1, new EOFException("Unexpected end of ZLIB input stream")));
            failures.add(new Failure(after, false, new IOException("Broken pipe")));
        }
        return failures;
    }

    private static void note(List<String> takenForWhole, Failure failure, Callable<Answer> request) throws Exception {
        try {
            Answer answer = request.call();
            if (answer.status() < 400) {
                takenForWhole.add(answer.version() + ", " + answer.body().length + " bytes of " + failure);
            }
        } catch (HttpTimeoutException | SocketTimeoutException neither) {
            throw neither;
        } catch (IOException broken) {
            // As it ought to be.
        }
    }
}
