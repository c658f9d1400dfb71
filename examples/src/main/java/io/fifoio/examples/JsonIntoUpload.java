package io.fifoio.examples;

import com.sun.net.httpserver.HttpServer;
import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.http.UploadBody;
import io.fifoio.adapters.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;

/** JSON that is generated while it is uploaded. */
public final class JsonIntoUpload {

    private JsonIntoUpload() {}

    record Order(int id, String customer) {}

    /** Uploads an array of objects, one element in memory at a time. */
    static int upload(HttpClient client, URI uri, Iterable<Order> orders) throws IOException, InterruptedException {
        // README: json
        PushSource json = Json.array(orders, (generator, order) -> {
            generator.writeStartObject();
            generator.writeNumberField("id", order.id());
            generator.writeStringField("customer", order.customer());
            generator.writeEndObject();
        });
        try (UploadBody body = UploadBody.of(json)) {
            HttpRequest request = HttpRequest.newBuilder(uri).POST(body).build();
            HttpResponse<Void> response = client.send(request, BodyHandlers.discarding());
            if (response.statusCode() / 100 == 2) {
                body.result(); // throws if the server answered before it had received the whole body
            }
            return response.statusCode();
        }
        // README: end
    }

    /** Uploads two orders to a server on loopback that prints what arrives. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/orders", exchange -> {
            try (exchange) {
                exchange.getRequestBody().transferTo(System.out);
                System.out.println();
                exchange.sendResponseHeaders(204, -1);
            }
        });
        server.start();
        try {
            URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/orders");
            int status = upload(HttpClient.newHttpClient(), uri, List.of(new Order(1, "Ada"), new Order(2, "Grace")));
            System.out.println("answered with status " + status);
        } finally {
            server.stop(0);
        }
    }
}
