package io.fifoio.integration.downloads;

import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.SourcePublisher;
import java.nio.ByteBuffer;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;

/** Shown in {@code docs/downloads.md}. */
final class WebFluxRecipe {

    private WebFluxRecipe() {}

    // docs/downloads.md: webflux
    static Flux<ByteBuffer> body(PushSource source) {
        return JdkFlowAdapter.flowPublisherToFlux(SourcePublisher.of(source)).onErrorMap(failed -> {
            var told = new IllegalStateException("the source failed");
            told.addSuppressed(
                    failed); // not as the cause: Spring may take that for a client that left, and end the body properly
            return told;
        });
    }
    // docs/downloads.md: end
}
