package io.fifoio.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.net.httpserver.Headers;
import io.fifoio.IncompleteStreamException;
import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.testing.Await;
import io.fifoio.adapters.testing.Payload;
import io.fifoio.adapters.testing.Probe;
import io.fifoio.adapters.testing.Watched;
import io.fifoio.testing.NoLeakedThreads;
import io.fifoio.testing.Parking;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Uploads to the JDK's own server, and to a plain socket where that server is too polite. */
@ExtendWith(NoLeakedThreads.class)
final class UploadBodyTest {

    @RegisterExtension
    static final UploadClient CLIENT = new UploadClient();

    private static final byte[] PAYLOAD = Payload.ofSize(1_000_000);

    private static PushSource payload(Probe probe) {
        return probe.writing(PAYLOAD);
    }

    @Test
    void sendsWhatTheSourceWrites() throws Exception {
        CompletableFuture<byte[]> received = new CompletableFuture<>();
        try (Server server = Server.handling(exchange -> {
                    received.complete(exchange.getRequestBody().readAllBytes());
                    Server.answer(exchange, 204);
                });
                UploadBody body = UploadBody.of(payload(Probe.QUIET).through(GZIPOutputStream::new))) {
            assertThat(CLIENT.send(server.uri(), body).statusCode()).isEqualTo(204);
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
                    Server.answer(exchange, 204);
                });
                UploadBody body = UploadBody.of(payload(Probe.QUIET).ofLength(PAYLOAD.length))) {
            assertThat(body.contentLength()).isEqualTo(PAYLOAD.length);
            assertThat(CLIENT.send(server.uri(), body).statusCode()).isEqualTo(204);
            assertThat(body.result().bytes()).isEqualTo(PAYLOAD.length);
        }

        assertThat(headers.join().get("Content-length")).containsExactly(String.valueOf(PAYLOAD.length));
        assertThat(headers.join()).doesNotContainKey("Transfer-encoding");
        assertThat(received.join()).as("seed " + Payload.SEED).isEqualTo(PAYLOAD);
    }

    /** The client does not subscribe to a body of length 0, so such a source would never run, and never fail. */
    @Test
    void asksAnEmptySourceForItsEndToo() throws Exception {
        Watched source = new Watched(out -> {});
        try (Server server = Server.handling(exchange -> {
                    exchange.getRequestBody().readAllBytes();
                    Server.answer(exchange, 204);
                });
                UploadBody body = UploadBody.of(source.ofLength(0))) {
            assertThat(body.contentLength()).isEqualTo(-1);
            assertThat(CLIENT.send(server.uri(), body).statusCode()).isEqualTo(204);
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
                    Server.answer(exchange, 204);
                });
                UploadBody body = UploadBody.of(form)) {
            HttpRequest request = HttpRequest.newBuilder(server.uri())
                    .header("Content-Type", form.contentType())
                    .POST(body)
                    .build();
            assertThat(CLIENT.get().send(request, BodyHandlers.discarding()).statusCode())
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
                    Server.answer(exchange, 204);
                });
                UploadBody body = UploadBody.of(out -> {})) {
            assertThat(CLIENT.send(server.uri(), body).statusCode()).isEqualTo(204);
        }

        assertThat(received.join()).isEmpty();
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
                        Server.answer(exchange, 204);
                    } else {
                        first.complete(all);
                        exchange.getResponseHeaders().set("Location", "/moved");
                        Server.answer(exchange, 307);
                    }
                });
                UploadBody body = UploadBody.of(source)) {
            assertThat(CLIENT.send(server.uri(), body).statusCode()).isEqualTo(204);
        }

        assertThat(first.join()).isEqualTo(PAYLOAD);
        assertThat(second.join()).isEqualTo(PAYLOAD);
        assertThat(source.starts()).isEqualTo(2);
    }

    @Test
    void tellsWhatWasSentOnceAllOfItWas() throws Exception {
        try (Server server = Server.handling(exchange -> {
                    exchange.getRequestBody().readAllBytes();
                    Server.answer(exchange, 204);
                });
                UploadBody body = UploadBody.of(out -> out.write(PAYLOAD))) {
            assertThatThrownBy(body::result)
                    .isInstanceOf(IncompleteStreamException.class)
                    .hasMessage("nothing was sent: nobody has subscribed");

            CLIENT.send(server.uri(), body);

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

        try (Server server = Server.handling(exchange -> Server.answer(exchange, 204))) {
            assertThatThrownBy(() -> CLIENT.send(server.uri(), body))
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
            sender.execute(() -> outcome.complete(catchThrowable(() -> CLIENT.send(uri, body))));
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
