package io.fifoio.examples.archive;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server on loopback that takes a manifest and parses it while it arrives. */
final class Receiver implements AutoCloseable {

    private static final String PATH = "/manifest";

    private final HttpServer server;
    private final ExecutorService executor = Executors.newSingleThreadExecutor(task -> new Thread(task, "receiver"));
    private volatile long files;

    private Receiver(HttpServer server) {
        this.server = server;
        server.setExecutor(executor);
        server.createContext(PATH, this::handle);
    }

    static Receiver start() throws IOException {
        Receiver receiver =
                new Receiver(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        receiver.server.start();
        return receiver;
    }

    URI address() {
        InetSocketAddress address = server.getAddress();
        return URI.create("http://" + address.getAddress().getHostAddress() + ":" + address.getPort() + PATH);
    }

    /** @throws IOException if the manifest that arrived had another count of files */
    void expect(long expected) throws IOException {
        if (files != expected) {
            throw new IOException("the receiver got " + files + " of " + expected + " rows of the manifest");
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            int status = 400;
            try (JsonParser parser = new JsonFactory().createParser(exchange.getRequestBody())) {
                files = count(parser);
                status = 200;
            } finally {
                exchange.sendResponseHeaders(status, -1);
            }
        }
    }

    /** Reads an array of objects to the end of the body. */
    private static long count(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_ARRAY) {
            throw new IOException("a manifest is an array, not " + parser.currentToken());
        }
        long count = 0;
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            parser.skipChildren();
            count++;
        }
        if (parser.currentToken() != JsonToken.END_ARRAY || parser.nextToken() != null) {
            throw new IOException("a manifest ends with its array, here came " + parser.currentToken());
        }
        return count;
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }
}
