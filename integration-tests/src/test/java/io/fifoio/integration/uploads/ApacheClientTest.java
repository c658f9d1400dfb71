package io.fifoio.integration.uploads;

import io.fifoio.adapters.PushSource;
import java.io.IOException;
import java.net.URI;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.junit.jupiter.api.Nested;

/** Apache HttpClient, by the recipes. */
final class ApacheClientTest {

    private static final class Classic implements Uploader {

        private final CloseableHttpClient client = HttpClients.createDefault();

        @Override
        public int post(URI uri, PushSource source) throws Exception {
            return ApacheRecipe.send(
                    client, new HttpPost(uri), source, ContentType.APPLICATION_JSON, HttpResponse::getCode);
        }

        @Override
        public void close() throws IOException {
            client.close();
        }
    }

    private static final class Async implements Uploader {

        /**
         * If it were redirected, it would wait for ever: this kind of body can't be sent twice, and the client forgets
         * to say so.
         */
        private final CloseableHttpAsyncClient client =
                HttpAsyncClients.custom().disableRedirectHandling().build();

        Async() {
            client.start();
        }

        @Override
        public int post(URI uri, PushSource source) throws Exception {
            return ApacheRecipe.send(client, new BasicHttpRequest("POST", uri), source, ContentType.APPLICATION_JSON)
                    .getCode();
        }

        @Override
        public void close() throws IOException {
            client.close();
        }
    }

    @Nested
    final class WithStreams extends UploadContract {

        @Override
        Uploader uploader() {
            return new Classic();
        }

        @Override
        boolean endsByInterrupt() {
            return false;
        }
    }

    @Nested
    final class Reactive extends UploadContract {

        @Override
        Uploader uploader() {
            return new Async();
        }

        @Override
        boolean followsRedirects() {
            return false;
        }
    }
}
