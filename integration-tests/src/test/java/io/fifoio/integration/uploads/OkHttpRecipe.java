package io.fifoio.integration.uploads;

import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.SourceInputStream;
import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import okio.Okio;

/** Shown in {@code docs/uploads.md}. */
final class OkHttpRecipe {

    private OkHttpRecipe() {}

    // docs/uploads.md: okhttp
    static RequestBody body(PushSource source, MediaType type, boolean oneShot) {
        return new RequestBody() {
            @Override
            public MediaType contentType() {
                return type;
            }

            @Override
            public long contentLength() {
                // Not 0: a body of no bytes is whole before the source has run.
                return source.length().stream()
                        .filter(length -> length > 0)
                        .findFirst()
                        .orElse(-1);
            }

            @Override
            public boolean isOneShot() {
                return oneShot; // true for a source that can be written once: OkHttp then never asks again
            }

            @Override
            public void writeTo(BufferedSink sink) throws IOException {
                try (SourceInputStream in = source.open()) {
                    sink.writeAll(Okio.source(in));
                }
            }
        };
    }
    // docs/uploads.md: end
}
