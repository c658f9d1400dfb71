package io.fifoio.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Objects;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One client for all tests of a class, with all its threads started, so that none counts as left behind by a test. */
final class UploadClient implements BeforeAllCallback, AfterAllCallback {

    private final ThreadPoolExecutor threads =
            new ThreadPoolExecutor(4, 4, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());

    private @Nullable HttpClient client;

    @Override
    public void beforeAll(ExtensionContext context) {
        threads.prestartAllCoreThreads();
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.ALWAYS)
                .executor(threads)
                .build();
    }

    @Override
    public void afterAll(ExtensionContext context) throws InterruptedException {
        client = null; // on JDK 17 it ends once it is unreachable
        threads.shutdown();
        assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    }

    HttpClient get() {
        return Objects.requireNonNull(client);
    }

    HttpResponse<String> send(URI uri, UploadBody body) throws IOException, InterruptedException {
        return get().send(HttpRequest.newBuilder(uri).POST(body).build(), BodyHandlers.ofString());
    }
}
