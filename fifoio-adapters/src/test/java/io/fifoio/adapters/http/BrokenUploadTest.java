package io.fifoio.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.fifoio.IncompleteStreamException;
import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.testing.Await;
import io.fifoio.adapters.testing.Payload;
import io.fifoio.adapters.testing.Probe;
import io.fifoio.adapters.testing.Probe.Point;
import io.fifoio.adapters.testing.Watched;
import io.fifoio.testing.NoLeakedThreads;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Uploads that do not come to their end: no server takes them for whole, and their sources stop. */
@ExtendWith(NoLeakedThreads.class)
final class BrokenUploadTest {

    @RegisterExtension
    static final UploadClient CLIENT = new UploadClient();

    private static final byte[] PAYLOAD = Payload.ofSize(1_000_000);

    private static PushSource payload(Probe probe) {
        return probe.writing(PAYLOAD);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 999_999, 1_000_001, 2_000_000})
    void breaksTheRequestWhereTheLengthIsNotMet(int announced) throws Exception {
        CompletableFuture<byte[]> whole = new CompletableFuture<>();
        try (Server server = Server.handling(exchange -> {
                    whole.complete(exchange.getRequestBody().readAllBytes());
                    Server.answer(exchange, 204);
                });
                UploadBody body = UploadBody.of(payload(Probe.QUIET).ofLength(announced))) {
            assertThatThrownBy(() -> CLIENT.send(server.uri(), body))
                    .isInstanceOf(IOException.class)
                    .hasStackTraceContaining(announced + " were announced");
            assertThatThrownBy(body::result).isInstanceOf(IncompleteStreamException.class);
        }

        assertThat(whole.isDone()).as("the server took it for a whole body").isFalse();
    }

    static Stream<Arguments> failures() {
        return Stream.of(Point.values())
                .flatMap(point -> Stream.of(
                                new IOException("checked"),
                                new IllegalStateException("unchecked"),
                                new StackOverflowError("error"))
                        .map(failure -> Arguments.of(point, failure)));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void breaksTheRequestWhereTheSourceFails(Point point, Throwable failure) throws Exception {
        breaksTheRequest(payload(Probe.failing(point, failure)), failure);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void breaksTheRequestOfKnownLengthWhereTheSourceFails(Point point, Throwable failure) throws Exception {
        breaksTheRequest(payload(Probe.failing(point, failure)).ofLength(PAYLOAD.length), failure);
    }

    private static void breaksTheRequest(PushSource source, Throwable failure) throws Exception {
        // The request may break before the server has taken it; then no handler runs.
        CompletableFuture<byte[]> whole = new CompletableFuture<>();
        try (Server server = Server.handling(exchange -> {
                    byte[] all = exchange.getRequestBody().readAllBytes();
                    whole.complete(all);
                    Server.answer(exchange, 204);
                });
                UploadBody body = UploadBody.of(source)) {
            Throwable thrown = catchThrowable(() -> CLIENT.send(server.uri(), body));

            assertThat(thrown).isInstanceOf(IOException.class);
            assertThat(causes(thrown)).as("causes of %s", thrown).contains(failure);
        }

        assertThat(whole.isDone()).as("the server took it for a whole body").isFalse();
    }

    private static Stream<Throwable> causes(Throwable thrown) {
        return Stream.iterate(thrown, link -> link != null, Throwable::getCause);
    }

    @Test
    void breaksTheConnectionInTheMiddleOfABody() throws Exception {
        IllegalStateException failure = new IllegalStateException("half way");
        CountDownLatch reading = new CountDownLatch(1);
        CompletableFuture<Throwable> seen = new CompletableFuture<>();
        try (Server server = Server.handling(exchange -> {
                    reading.countDown();
                    seen.complete(catchThrowable(() -> exchange.getRequestBody().readAllBytes()));
                    exchange.close();
                });
                UploadBody body = UploadBody.of(payload(point -> {
                    if (point == Point.MIDDLE) {
                        Await.open(reading);
                        throw failure;
                    }
                }))) {
            assertThatThrownBy(() -> CLIENT.send(server.uri(), body)).isInstanceOf(IOException.class);

            assertThat(seen.get(20, TimeUnit.SECONDS))
                    .as("what the server's read of the body throws")
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void releasesItsSourceAfterAnEarlyAnswer() throws Exception {
        Watched endless = new Watched(out -> {
            while (true) {
                out.write(PAYLOAD);
            }
        });
        try (Server server = Server.handling(exchange -> {
            exchange.getResponseHeaders().set("Connection", "close");
            Server.answer(exchange, 413);
        })) {
            UploadBody body = UploadBody.of(endless);
            try (body) {
                // Some clients return the answer, others report that the connection broke; none may hang.
                HttpResponse<String> response = CLIENT.send(server.uri(), body);
                assertThat(response.statusCode()).isEqualTo(413);
            } catch (IOException connectionClosed) {
                assertThat(connectionClosed).isNotNull();
            }
        }

        assertStopped(endless);
    }

    @Test
    void releasesItsSourceWhereTheExchangeIsCancelled() throws Exception {
        Watched endless = new Watched(out -> {
            while (true) {
                out.write(PAYLOAD);
            }
        });
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        try (Server server = Server.handling(exchange -> {
                    arrived.countDown();
                    assertThatCode(() -> Await.open(answer)).doesNotThrowAnyException();
                    exchange.close();
                });
                UploadBody body = UploadBody.of(endless)) {
            CompletableFuture<HttpResponse<Void>> exchange = CLIENT.get()
                    .sendAsync(HttpRequest.newBuilder(server.uri()).POST(body).build(), BodyHandlers.discarding());
            Await.open(arrived);
            exchange.cancel(true);
            answer.countDown();
        }

        assertStopped(endless);
    }

    @Test
    void failsWhereTheServerBreaksTheConnection() throws Exception {
        Watched endless = new Watched(out -> {
            while (true) {
                out.write(PAYLOAD);
            }
        });
        ExecutorService acceptor = Executors.newSingleThreadExecutor();
        try (ServerSocket socket = new ServerSocket(0)) {
            acceptor.execute(() -> {
                try (Socket connection = socket.accept()) {
                    connection.getInputStream().readNBytes(100_000);
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            try (UploadBody body = UploadBody.of(endless)) {
                URI uri = URI.create("http://localhost:" + socket.getLocalPort() + "/");
                assertThatThrownBy(() -> CLIENT.send(uri, body)).isInstanceOf(IOException.class);
            }
        } finally {
            acceptor.shutdown();
            assertThat(acceptor.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        }

        assertStopped(endless);
    }

    /**
     * Checks that the source has stopped, or was never asked: the exchange may end before the client has come to its
     * body.
     */
    private static void assertStopped(Watched source) {
        assertThat(source.starts() == 0 || source.ended())
                .as("the source has stopped")
                .isTrue();
    }
}
