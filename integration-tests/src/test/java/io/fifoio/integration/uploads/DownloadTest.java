package io.fifoio.integration.uploads;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.SourceInputStream;
import io.fifoio.testing.NoLeakedThreads;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A server that answers with a source, by the recipe: what is not whole, no client takes for whole. */
@ExtendWith(NoLeakedThreads.class)
final class DownloadTest {

    private static final long SEED = 20261128;
    private static final byte[] PAYLOAD = new byte[300_000];

    static {
        new Random(SEED).nextBytes(PAYLOAD);
    }

    private interface Stopping {
        void stop() throws Exception;
    }

    /** One that serves a single source. */
    private record Serving(int port, Stopping stopping) implements Closeable {

        @Override
        public void close() {
            try {
                stopping.stop();
            } catch (Exception e) {
                throw new AssertionError("the server does not stop", e);
            }
        }
    }

    enum Kind {
        JDK {
            @Override
            Serving serve(PushSource source) throws Exception {
                HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
                ExecutorService threads = Executors.newCachedThreadPool();
                server.setExecutor(threads);
                server.createContext("/", exchange -> DownloadRecipe.answer(exchange, source));
                server.start();
                return new Serving(server.getAddress().getPort(), () -> {
                    server.stop(0);
                    threads.shutdown();
                    assertThat(threads.awaitTermination(20, TimeUnit.SECONDS))
                            .as("the server's handlers have ended")
                            .isTrue();
                });
            }
        },
        JETTY {
            @Override
            Serving serve(PushSource source) throws Exception {
                Server server = new Server();
                ServerConnector connector = new ServerConnector(server, 1, 1);
                connector.setHost("localhost");
                server.addConnector(connector);
                server.setHandler(new Handler.Abstract() {
                    @Override
                    public boolean handle(Request request, Response response, Callback callback) throws Exception {
                        try (SourceInputStream in = source.open()) {
                            OutputStream body = Content.Sink.asOutputStream(response);
                            in.transferTo(body);
                            body.close();
                        }
                        callback.succeeded();
                        return true;
                    }
                });
                server.start();
                return new Serving(connector.getLocalPort(), server::stop);
            }
        };

        abstract Serving serve(PushSource source) throws Exception;
    }

    private static HttpResponse<byte[]> get(int port) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/"))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray());
    }

    @ParameterizedTest
    @MethodSource("wholes")
    void allOfItArrives(Kind kind, PushSource source, int length) throws Exception {
        try (Serving server = kind.serve(source)) {
            HttpResponse<byte[]> response = get(server.port());

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).as("seed " + SEED).isEqualTo(Arrays.copyOf(PAYLOAD, length));
        }
    }

    static Stream<Arguments> wholes() {
        PushSource payload = out -> out.write(PAYLOAD);
        return Stream.of(Kind.values())
                .flatMap(kind -> Stream.of(
                        Arguments.of(kind, payload, PAYLOAD.length),
                        Arguments.of(kind, payload.ofLength(PAYLOAD.length), PAYLOAD.length),
                        Arguments.of(kind, (PushSource) out -> {}, 0)));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void whatFailsIsTakenForWholeByNobody(Kind kind, PushSource source) throws Exception {
        try (Serving server = kind.serve(source)) {
            HttpResponse<byte[]> response = null;
            Throwable thrown = null;
            try {
                response = get(server.port());
            } catch (IOException e) {
                thrown = e;
            }
            assertThat(thrown == null && response.statusCode() == 200)
                    .as("a whole answer arrived")
                    .isFalse();
        }
    }

    static Stream<Arguments> failures() {
        return Stream.of(Kind.values())
                .flatMap(kind -> Stream.of(0, 1, PAYLOAD.length / 2, PAYLOAD.length)
                        .flatMap(after -> Stream.of(
                                        failing(after), failing(after).ofLength(PAYLOAD.length))
                                .map(source -> Arguments.of(kind, source))));
    }

    /** Closes what it writes to as a writer's try-with-resources does. */
    private static PushSource failing(int after) {
        return out -> {
            try (out) {
                out.write(PAYLOAD, 0, after);
                throw new IllegalStateException("the source's");
            }
        };
    }
}
