package io.fifoio.integration.downloads;

import com.sun.net.httpserver.HttpExchange;
import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.SourceInputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Shown in {@code docs/downloads.md}. */
final class JdkServerRecipe {

    private JdkServerRecipe() {}

    // docs/downloads.md: jdk
    static void answer(HttpExchange exchange, PushSource source) throws IOException {
        try (SourceInputStream in = source.open()) {
            exchange.sendResponseHeaders(200, source.length().orElse(0)); // 0: in chunks
            OutputStream body = exchange.getResponseBody();
            in.transferTo(body);
            body.close(); // only here: after a failure it would end the body properly, and the client take it for whole
        }
    }
    // docs/downloads.md: end
}
