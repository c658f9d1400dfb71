package io.fifoio.integration.downloads;

import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.SourceInputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Shown in {@code docs/downloads.md}. */
final class JettyRecipe {

    private JettyRecipe() {}

    // docs/downloads.md: jetty
    static boolean answer(Response response, Callback callback, PushSource source) throws IOException {
        try (SourceInputStream in = source.open()) {
            OutputStream body = Content.Sink.asOutputStream(response);
            in.transferTo(body);
            body.close(); // only here, as above
        }
        callback.succeeded();
        return true;
    }
    // docs/downloads.md: end
}
