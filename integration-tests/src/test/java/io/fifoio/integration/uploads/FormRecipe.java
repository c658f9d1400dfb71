package io.fifoio.integration.uploads;

import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.http.FormPart;
import io.fifoio.adapters.http.MultipartForm;
import io.fifoio.adapters.http.UploadBody;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;

/** Shown in {@code docs/uploads.md}. */
final class FormRecipe {

    private FormRecipe() {}

    static HttpResponse<String> send(HttpClient client, URI uri, PushSource json)
            throws IOException, InterruptedException {
        // docs/uploads.md: form
        MultipartForm form = MultipartForm.of(List.of(
                FormPart.field("title", "Orders of May"),
                FormPart.file("orders", "orders.json", json).contentType("application/json")));
        try (UploadBody body = UploadBody.of(form)) {
            HttpRequest request = HttpRequest.newBuilder(uri)
                    .header("Content-Type", form.contentType())
                    .POST(body)
                    .build();
            return client.send(request, BodyHandlers.ofString());
        }
        // docs/uploads.md: end
    }
}
