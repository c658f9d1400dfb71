package io.fifoio.integration.uploads;

import io.fifoio.adapters.http.UploadBody;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;

/** The client of the JDK, by both protocols. */
final class JdkClientTest {

    private static final List<String> EARLY = List.of("/refuse", "/ignore");

    private static Uploader uploader(Version version) {
        HttpClient client = HttpClient.newBuilder()
                .version(version)
                .followRedirects(Redirect.NORMAL)
                .build();
        return (uri, source) -> {
            if (version == Version.HTTP_2) {
                // A request without a body takes the connection to HTTP/2, which this one then uses.
                client.send(HttpRequest.newBuilder(uri.resolve("/hello")).build(), BodyHandlers.discarding());
            }
            try (UploadBody body = UploadBody.of(source)) {
                HttpRequest.Builder request = HttpRequest.newBuilder(uri).POST(body);
                if (EARLY.contains(uri.getPath())) {
                    // On JDK 17, with HTTP/2, this client returns no answer before it has sent the body, which nobody
                    // reads.
                    request.timeout(Duration.ofSeconds(2));
                }
                return client.send(request.build(), BodyHandlers.discarding()).statusCode();
            }
        };
    }

    @Nested
    final class Http1 extends UploadContract {

        @Override
        Uploader uploader() {
            return JdkClientTest.uploader(Version.HTTP_1_1);
        }
    }

    @Nested
    final class Http2 extends UploadContract {

        @Override
        Uploader uploader() {
            return JdkClientTest.uploader(Version.HTTP_2);
        }

        @Override
        Stream<Kind> servers() {
            return Stream.of(Kind.JETTY);
        }
    }
}
