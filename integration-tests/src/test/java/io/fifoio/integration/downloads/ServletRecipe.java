package io.fifoio.integration.downloads;

import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.SourceInputStream;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** Shown in {@code docs/downloads.md}. */
final class ServletRecipe {

    private ServletRecipe() {}

    // docs/downloads.md: servlet
    static void answer(HttpServletResponse response, PushSource source) throws IOException {
        AtomicBoolean cut = new AtomicBoolean();
        // The container asks for these when it is about to end the body, whoever has caught what before.
        response.setTrailerFields(() -> {
            if (cut.get()) {
                throw new IllegalStateException("the source failed");
            }
            return Map.of();
        });
        try (SourceInputStream in = source.open()) {
            in.transferTo(response.getOutputStream());
        } catch (Throwable failed) {
            cut.set(response.isCommitted());
            response.setStatus(500); // where it is not too late
            throw failed;
        }
    }
    // docs/downloads.md: end
}
