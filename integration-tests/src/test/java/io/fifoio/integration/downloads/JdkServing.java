package io.fifoio.integration.downloads;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.fifoio.adapters.PushSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The JDK's server. */
final class JdkServing implements Serving {

    private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private final ExecutorService threads = Executors.newCachedThreadPool();

    JdkServing(Supplier<PushSource> source) throws IOException {
        server.setExecutor(threads);
        server.createContext("/", exchange -> JdkServerRecipe.answer(exchange, source.get()));
        server.start();
    }

    @Override
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void stop() throws InterruptedException {
        server.stop(0);
        threads.shutdown();
        assertThat(threads.awaitTermination(20, TimeUnit.SECONDS))
                .as("the server's handlers have ended")
                .isTrue();
    }
}
