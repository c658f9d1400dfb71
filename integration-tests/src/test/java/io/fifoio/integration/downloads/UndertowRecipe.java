package io.fifoio.integration.downloads;

import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.SourceInputStream;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.xnio.conduits.StreamSinkConduit;

/** Shown in {@code docs/downloads.md}. */
final class UndertowRecipe {

    private UndertowRecipe() {}

    // docs/downloads.md: undertow
    static void answer(HttpServerExchange exchange, PushSource source) throws IOException {
        AtomicReference<StreamSinkConduit> sent = new AtomicReference<>();
        exchange.addResponseWrapper((conduit, same) -> {
            sent.set(conduit.create()); // when the first bytes go out
            return sent.get();
        });
        try (SourceInputStream in = source.open()) {
            in.transferTo(exchange.getOutputStream());
        } catch (Throwable failed) {
            if (sent.get() == null) {
                exchange.setStatusCode(500);
            } else {
                sent.get().truncateWrites(); // else Undertow ends the body properly
            }
            throw failed;
        }
    }
    // docs/downloads.md: end
}
