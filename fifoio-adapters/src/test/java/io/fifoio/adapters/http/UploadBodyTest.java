package io.fifoio.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.fifoio.IncompleteStreamException;
import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.testing.Await;
import io.fifoio.adapters.testing.Payload;
import io.fifoio.adapters.testing.Probe;
import io.fifoio.adapters.testing.Probe.Point;
import io.fifoio.adapters.testing.Watched;
import io.fifoio.testing.NoLeakedThreads;
import io.fifoio.testing.Parking;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Uploads to the JDK's own server, and to a socket where that one is too polite. */
@ExtendWith(NoLeakedThreads.class)
final class UploadBodyTest {

    private static final byte[] PAYLOAD = Payload.ofSize(1_000_000);

    private static ThreadPoolExecutor threads;
    private static HttpClient client;

    /** One client, with all its threads started, so that none counts as left behind by a test. */
    @BeforeAll
    static void startClient() {
        threads = new ThreadPoolExecutor(4, 4, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
        threads.prestartAllCoreThreads();
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.ALWAYS)
                .executor(threads)
                .build();
    }

    @AfterAll
    static void stopClient() throws InterruptedException {
        threads.shutdown();
        assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        client = null;
    }

    private static PushSource payload(Probe probe) {
        return out -> {
            probe.at(Point.START);
            out.write(PAYLOAD, 0, PAYLOAD.length / 2);
            probe.at(Point.MIDDLE);
            out.write(PAYLOAD, PAYLOAD.length / 2, PAYLOAD.length / 2);
            probe.at(Point.END);
        };
    }

    private static HttpResponse<String> send(URI uri, UploadBody body) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(uri).POST(body).build(), BodyHandlers.ofString());
    }

    private static void answer(HttpExchange exchange, int status) throws IOException {
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    @Test
    void sendsWhatTheSourceWrites() throws Exception {
        CompletableFuture<byte[]> received = new CompletableFuture<>();
        try (Server server = Server.handling(exchange -> {
                    received.complete(exchange.getRequestBody().readAllBytes());
                    answer(exchange, 204);
                });
                UploadBody body = UploadBody.of(payload(Probe.QUIET).through(GZIPOutputStream::new))) {
            assertThat(send(server.uri(), body).statusCode()).isEqualTo(204);
            assertThat(body.contentLength()).isEqualTo(-1);
        }

        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(received.join()))) {
            assertThat(gzip.readAllBytes()).as("seed " + Payload.SEED).isEqualTo(PAYLOAD);
        }
    }

    @Test
    void tellsTheServerTheLengthWhereTheSourceTellsIt() throws Exception {
        CompletableFuture<Headers> headers = new CompletableFuture<>();
        CompletableFuture<byte[]> received = new CompletableFuture<>();
        try (Server server = Server.handling(exchange -> {
                    headers.complete(exchange.getRequestHeaders());
                    received.complete(exchange.getRequestBody().readAllBytes());
                    answer(exchange, 204);
                });
                UploadBody body = UploadBody.of(payload(Probe.QUIET).ofLength(PAYLOAD.length))) {
            assertThat(body.contentLength()).isEqualTo(PAYLOAD.length);
            assertThat(send(server.uri(), body).statusCode()).isEqualTo(204);
            assertThat(body.result().bytes()).isEqualTo(PAYLOAD.length);
        }

        assertThat(headers.join().get("Content-length")).containsExactly(String.valueOf(PAYLOAD.length));
        assertThat(headers.join()).doesNotContainKey("Transfer-encoding");
        assertThat(received.join()).as("seed " + Payload.SEED).isEqualTo(PAYLOAD);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 999_999, 1_000_001, 2_000_000})
    void breaksTheRequestWhereTheLengthIsNotMet(int announced) throws Exception {
        CompletableFuture<byte[]> whole = new CompletableFuture<>();
        try (Server server = Server.handling(exchange -> {
                    whole.complete(exchange.getRequestBody().readAllBytes());
                    answer(exchange, 204);
                });
                UploadBody body = UploadBody.of(payload(Probe.QUIET).ofLength(announced))) {
            assertThatThrownBy(() -> send(server.uri(), body))
                    .isInstanceOf(IOException.class)
                    .hasStackTraceContaining(announced + " were announced");
            assertThatThrownBy(body::result).isInstanceOf(IncompleteStreamException.class);
        }

        assertThat(whole.isDone()).as("the server took it for a whole body").isFalse();
    }

    /** The client does not subscribe to a body of length 0, so such a source would never run, and never fail. */
    @Test
    void asksAnEmptySourceForItsEndToo() throws Exception {
        Watched source = new Watched(out -> {});
        try (Server server = Server.handling(exchange -> {
                    exchange.getRequestBody().readAllBytes();
                    answer(exchange, 204);
                });
                UploadBody body = UploadBody.of(source.ofLength(0))) {
            assertThat(body.contentLength()).isEqualTo(-1);
            assertThat(send(server.uri(), body).statusCode()).isEqualTo(204);
            assertThat(body.result().bytes()).isZero();
        }
        assertThat(source.starts()).isEqualTo(1);
    }

    @Test
    void sendsAForm() throws Exception {
        CompletableFuture<String> type = new CompletableFuture<>();
        CompletableFuture<byte[]> received = new CompletableFuture<>();
        MultipartForm form =
                MultipartForm.of(List.of(FormPart.field("a", "b"), FormPart.file("data", "x", payload(Probe.QUIET))));
        try (Server server = Server.handling(exchange -> {
                    type.complete(exchange.getRequestHeaders().getFirst("Content-type"));
                    received.complete(exchange.getRequestBody().readAllBytes());
                    answer(exchange, 204);
                });
                UploadBody body = UploadBody.of(form)) {
            HttpRequest request = HttpRequest.newBuilder(server.uri())
                    .header("Content-Type", form.contentType())
                    .POST(body)
                    .build();
            assertThat(client.send(request, BodyHandlers.discarding()).statusCode())
                    .isEqualTo(204);
        }

        assertThat(type.join()).isEqualTo(form.contentType());
        assertThat(received.join()).isEqualTo(Payload.writtenBy(form));
    }

    @Test
    void sendsAnEmptyBody() throws Exception {
        CompletableFuture<byte[]> received = new CompletableFuture<>();
        try (Server server = Server.handling(exchange -> {
                    received.complete(exchange.getRequestBody().readAllBytes());
                    answer(exchange, 204);
                });
                UploadBody body = UploadBody.of(out -> {})) {
            assertThat(send(server.uri(), body).statusCode()).isEqualTo(204);
        }

        assertThat(received.join()).isEmpty();
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
                    answer(exchange, 204);
                });
                UploadBody body = UploadBody.of(source)) {
            Throwable thrown = catchThrowable(() -> send(server.uri(), body));

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
            assertThatThrownBy(() -> send(server.uri(), body)).isInstanceOf(IOException.class);

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
            answer(exchange, 413);
        })) {
            UploadBody body = UploadBody.of(endless);
            try (body) {
                // Some clients give the answer, others that the connection broke; none may hang.
                HttpResponse<String> response = send(server.uri(), body);
                assertThat(response.statusCode()).isEqualTo(413);
            } catch (IOException connectionClosed) {
                assertThat(connectionClosed).isNotNull();
            }
        }

        assertThat(endless.starts() == 0 || endless.ended())
                .as("the source has stopped")
                .isTrue();
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
            CompletableFuture<HttpResponse<Void>> exchange = client.sendAsync(
                    HttpRequest.newBuilder(server.uri()).POST(body).build(), BodyHandlers.discarding());
            Await.open(arrived);
            exchange.cancel(true);
            answer.countDown();
        }

        assertThat(endless.ended()).as("the source has stopped").isTrue();
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
                assertThatThrownBy(() -> send(uri, body)).isInstanceOf(IOException.class);
            }
        } finally {
            acceptor.shutdown();
            assertThat(acceptor.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        }

        assertThat(endless.ended()).as("the source has stopped").isTrue();
    }

    @Test
    void isSentAgainWhenTheClientIsRedirected() throws Exception {
        Watched source = new Watched(payload(Probe.QUIET));
        CompletableFuture<byte[]> first = new CompletableFuture<>();
        CompletableFuture<byte[]> second = new CompletableFuture<>();
        try (Server server = Server.handling(exchange -> {
                    byte[] all = exchange.getRequestBody().readAllBytes();
                    if (exchange.getRequestURI().getPath().equals("/moved")) {
                        second.complete(all);
                        answer(exchange, 204);
                    } else {
                        first.complete(all);
                        exchange.getResponseHeaders().set("Location", "/moved");
                        answer(exchange, 307);
                    }
                });
                UploadBody body = UploadBody.of(source)) {
            assertThat(send(server.uri(), body).statusCode()).isEqualTo(204);
        }

        assertThat(first.join()).isEqualTo(PAYLOAD);
        assertThat(second.join()).isEqualTo(PAYLOAD);
        assertThat(source.starts()).isEqualTo(2);
    }

    @Test
    void tellsWhatWasSentOnceAllOfItWas() throws Exception {
        try (Server server = Server.handling(exchange -> {
                    exchange.getRequestBody().readAllBytes();
                    answer(exchange, 204);
                });
                UploadBody body = UploadBody.of(out -> out.write(PAYLOAD))) {
            assertThatThrownBy(body::result)
                    .isInstanceOf(IncompleteStreamException.class)
                    .hasMessage("it was not sent: nobody has subscribed");

            send(server.uri(), body);

            assertThat(body.result().bytes()).isEqualTo(PAYLOAD.length);
        }
    }

    @Test
    void isNotTakenForSentWhereTheClientStopsAsking() throws Exception {
        try (UploadBody body = UploadBody.of(out -> out.write(new byte[1_000_000]))) {
            body.subscribe(new Flow.Subscriber<>() {
                @Override
                public void onSubscribe(Flow.Subscription subscription) {
                    subscription.request(3);
                    subscription.cancel();
                }

                @Override
                public void onNext(ByteBuffer item) {}

                @Override
                public void onError(Throwable thrown) {}

                @Override
                public void onComplete() {}
            });

            assertThatThrownBy(body::result)
                    .isInstanceOf(IncompleteStreamException.class)
                    .hasMessageContaining("before the source's end");
        }
    }

    @Test
    void isRefusedOnceItIsClosed() throws Exception {
        Watched source = new Watched(payload(Probe.QUIET));
        UploadBody body = UploadBody.of(source);
        body.close();
        body.close();

        try (Server server = Server.handling(exchange -> answer(exchange, 204))) {
            assertThatThrownBy(() -> send(server.uri(), body))
                    .hasStackTraceContaining("the publisher was closed before");
        }
        assertThat(source.starts()).isZero();
    }

    @Test
    void writesNoFurtherThanBuffersReachWhileTheServerDoesNotRead() throws Exception {
        AtomicLong written = new AtomicLong();
        long length = 200_000_000;
        Watched source = new Watched(out -> {
            byte[] part = new byte[10_000];
            for (long left = length; left > 0; left -= part.length) {
                out.write(part);
                written.addAndGet(part.length);
            }
        });
        ExecutorService sender = Executors.newSingleThreadExecutor();
        try (ServerSocket socket = new ServerSocket(0, 1);
                UploadBody body = UploadBody.of(source)) {
            URI uri = URI.create("http://localhost:" + socket.getLocalPort() + "/");
            CompletableFuture<Throwable> outcome = new CompletableFuture<>();
            sender.execute(() -> outcome.complete(catchThrowable(() -> send(uri, body))));
            try (Socket connection = socket.accept()) {
                Thread writer = source.thread();
                Await.until("the writer waits and gets no further", () -> {
                    long before = written.get();
                    Parking.awaitParked(writer);
                    return connection.isConnected() && stands(writer, written, before);
                });

                assertThat(written.get()).as("bytes written, server read none").isLessThan(length / 4);
                OutputStream answer = connection.getOutputStream();
                answer.write("HTTP/1.1 503 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
            }
            // With an answer or without one: the exchange ends, and then the body is closed.
            outcome.get(20, TimeUnit.SECONDS);
        } finally {
            sender.shutdown();
            assertThat(sender.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        }

        assertThat(source.ended()).as("the source has stopped").isTrue();
    }

    /** Whether a thread waited through many looks in a row, without a byte of progress. */
    private static boolean stands(Thread writer, AtomicLong written, long before) {
        for (int look = 0; look < 10_000; look++) {
            if (writer.getState() != Thread.State.WAITING || written.get() != before) {
                return false;
            }
            Thread.yield();
        }
        return true;
    }
}
