package io.fifoio.integration.uploads;

import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.SourceInputStream;
import io.fifoio.adapters.SourcePublisher;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleResponseConsumer;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.io.entity.EntityTemplate;
import org.apache.hc.core5.http.nio.support.BasicRequestProducer;
import org.apache.hc.core5.reactive.ReactiveEntityProducer;
import org.reactivestreams.FlowAdapters;

/** Shown in {@code docs/uploads.md}. */
final class ApacheRecipe {

    private ApacheRecipe() {}

    // docs/uploads.md: apache
    static void setBody(HttpUriRequestBase request, PushSource source, ContentType type) {
        long length = source.length().orElse(-1);
        request.setEntity(new EntityTemplate(length, type, null, out -> {
            try (SourceInputStream in = source.open()) {
                in.transferTo(out);
            } catch (Throwable failure) {
                request.abort(); // else the client ends the body properly, and the server takes it for whole
                throw failure;
            }
        }));
    }
    // docs/uploads.md: end

    // docs/uploads.md: apache-async
    static SimpleHttpResponse send(
            CloseableHttpAsyncClient client, HttpRequest request, PushSource source, ContentType type)
            throws Exception {
        try (SourcePublisher body = SourcePublisher.of(source)) {
            var entity = new ReactiveEntityProducer(
                    FlowAdapters.toPublisher(body), body.length().orElse(-1), type, null);
            SimpleHttpResponse response = client.execute(
                            new BasicRequestProducer(request, entity), SimpleResponseConsumer.create(), null)
                    .get();
            if (response.getCode() / 100 == 2) {
                body.result(); // throws if the server answered before it was sent all
            }
            return response;
        }
    }
    // docs/uploads.md: end
}
