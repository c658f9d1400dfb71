package io.fifoio.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The JDK's server with one handler, gone with all its threads when it is closed. */
final class Server implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private Server(HttpServer server) {
        this.server = server;
    }

    static Server handling(HttpHandler handler) throws IOException {
        Server server = new Server(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        server.server.createContext("/", handler);
        server.server.setExecutor(server.threads);
        server.server.start();
        return server;
    }

    /** Answers without a body. */
    static void answer(HttpExchange exchange, int status) throws IOException {
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    URI uri() {
        return URI.create("http://localhost:" + server.getAddress().getPort() + "/");
    }

    @Override
    public void close() {
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
