package io.fifoio.integration.uploads;

import static org.assertj.core.api.Assertions.assertThat;

import io.fifoio.adapters.PushSource;
import java.net.URI;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** OkHttp, by the recipe. */
final class OkHttpTest {

    private static final class Client implements Uploader {

        private final OkHttpClient client = new OkHttpClient();
        private final boolean oneShot;

        Client(boolean oneShot) {
            this.oneShot = oneShot;
        }

        @Override
        public int post(URI uri, PushSource source) throws Exception {
            Request request = new Request.Builder()
                    .url(uri.toString())
                    .post(OkHttpRecipe.body(source, MediaType.get("application/json"), oneShot))
                    .build();
            try (Response response = client.newCall(request).execute()) {
                return response.code();
            }
        }

        @Override
        public void close() {
            client.connectionPool().evictAll();
            client.dispatcher().executorService().shutdown();
        }
    }

    @Nested
    final class Repeatable extends UploadContract {

        @Override
        Uploader uploader() {
            return new Client(false);
        }

        @Override
        boolean endsByInterrupt() {
            return false;
        }
    }

    @Test
    void aSourceForASingleUseIsNotAskedAgain() throws Exception {
        PushSource once = PushSource.from(new java.io.ByteArrayInputStream(new byte[100]));
        try (Receiver receiver = new JdkReceiver();
                Uploader uploader = new Client(true)) {
            assertThat(uploader.post(receiver.uri("/moved"), once)).isEqualTo(307);
            assertThat(receiver.whole()).hasSize(1);
        }
    }
}
