package io.fifoio.integration.uploads;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The server that comes with the JDK. */
final class JdkReceiver extends Receiver {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    JdkReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String length = exchange.getRequestHeaders().getFirst("Content-Length");
        try {
            Answer answer = answer(
                    exchange.getRequestURI().getPath(),
                    length == null ? -1 : Long.parseLong(length),
                    exchange.getRequestBody());
            exchange.getResponseHeaders().set(answer.header(), answer.value());
            exchange.sendResponseHeaders(answer.status(), -1);
        } finally {
            exchange.close();
        }
    }

    @Override
    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        goOn();
        server.stop(0);
        threads.shutdown();
        try {
            assertThat(threads.awaitTermination(20, TimeUnit.SECONDS))
                    .as("the server's handlers have ended")
                    .isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted while the server's handlers end", e);
        }
    }
}
