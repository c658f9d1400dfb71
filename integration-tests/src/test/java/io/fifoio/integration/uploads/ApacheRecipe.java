package io.fifoio.integration.uploads;

import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.SourceInputStream;
import io.fifoio.adapters.SourcePublisher;
import java.io.IOException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleResponseConsumer;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.io.HttpClientResponseHandler;
import org.apache.hc.core5.http.io.entity.EntityTemplate;
import org.apache.hc.core5.http.nio.support.BasicRequestProducer;
import org.apache.hc.core5.reactive.ReactiveEntityProducer;
import org.reactivestreams.FlowAdapters;

/** Shown in {@code docs/uploads.md}. */
final class ApacheRecipe {

    private ApacheRecipe() {}

    // docs/uploads.md: apache
    static <T> T send(
            CloseableHttpClient client,
            HttpUriRequestBase request,
            PushSource source,
            ContentType type,
            HttpClientResponseHandler<T> handler)
            throws IOException {
        AtomicReference<Throwable> reason = new AtomicReference<>();
        // Not 0: a body of no bytes is whole before the source has run.
        long announced = source.length().stream()
                .filter(length -> length > 0)
                .findFirst()
                .orElse(-1);
        request.setEntity(new EntityTemplate(announced, type, null, out -> {
            try (SourceInputStream in = source.open()) {
                in.transferTo(out);
            } catch (Throwable failure) {
                reason.set(failure);
                request.abort(); // otherwise the client ends the body properly, and the server takes it for complete
                throw failure;
            }
        }));
        try {
            return client.execute(request, handler);
        } catch (IOException e) {
            if (reason.get() != null && reason.get() != e) {
                e.addSuppressed(reason.get()); // what it says itself is "Request aborted"
            }
            throw e;
        }
    }
    // docs/uploads.md: end

    // docs/uploads.md: apache-async
    static SimpleHttpResponse send(
            CloseableHttpAsyncClient client, HttpRequest request, PushSource source, ContentType type)
            throws Exception {
        try (SourcePublisher body = SourcePublisher.of(source)) {
            // Not 0: a body of no bytes is whole before the source has run.
            long announced = body.length().stream()
                    .filter(length -> length > 0)
                    .findFirst()
                    .orElse(-1);
            var entity = new ReactiveEntityProducer(FlowAdapters.toPublisher(body), announced, type, null);
            Future<SimpleHttpResponse> exchange =
                    client.execute(new BasicRequestProducer(request, entity), SimpleResponseConsumer.create(), null);
            try {
                SimpleHttpResponse response = exchange.get();
                if (response.getCode() / 100 == 2) {
                    body.result(); // throws if the server answered before it had received the whole body
                }
                return response;
            } finally {
                exchange.cancel(true); // does something only if get() was interrupted
            }
        }
    }
    // docs/uploads.md: end
}
