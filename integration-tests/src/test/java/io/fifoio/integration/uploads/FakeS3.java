package io.fifoio.integration.uploads;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** As much of S3 as a multipart upload needs: parts are kept aside until they are put together, or dropped. */
final class FakeS3 implements AutoCloseable {

    private static final int SMALLEST_PART = 5 * 1024 * 1024;
    private static final Pattern LISTED = Pattern.compile("(?s)<Part>.*?</Part>");
    private static final Pattern TAG = Pattern.compile("<ETag>(.*?)</ETag>");
    private static final Pattern NUMBER = Pattern.compile("<PartNumber>(\\d+)</PartNumber>");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, TreeMap<Integer, byte[]>> uploads = new ConcurrentHashMap<>();
    private final Map<String, byte[]> objects = new ConcurrentHashMap<>();
    private final AtomicInteger stumbles = new AtomicInteger();
    private volatile int refusedPart;

    FakeS3() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    URI uri() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    /** What readers of the bucket see, by path. */
    Map<String, byte[]> objects() {
        return objects;
    }

    /** How many uploads were neither completed nor aborted. */
    int unfinished() {
        return uploads.size();
    }

    /** The part of this number is answered with an error that is not worth another try. */
    void refusePart(int number) {
        refusedPart = number;
    }

    /** Makes the given number of parts be answered, after they were read, with an error that is worth another try. */
    void stumble(int times) {
        stumbles.set(times);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = body(exchange);
            Map<String, String> query = query(exchange);
            String path = exchange.getRequestURI().getPath();
            String id = query.get("uploadId");
            switch (exchange.getRequestMethod()) {
                case "POST" -> {
                    if (id == null) {
                        create(exchange, path);
                    } else {
                        complete(exchange, path, id, new String(body, StandardCharsets.UTF_8));
                    }
                }
                case "PUT" -> put(exchange, id, Integer.parseInt(query.get("partNumber")), body);
                case "DELETE" -> {
                    uploads.remove(id);
                    exchange.sendResponseHeaders(204, -1);
                }
                default -> exchange.sendResponseHeaders(405, -1);
            }
        }
    }

    private void create(HttpExchange exchange, String path) throws IOException {
        String id = "upload-" + uploads.size() + path.hashCode();
        uploads.put(id, new TreeMap<>());
        answer(
                exchange,
                200,
                "<InitiateMultipartUploadResult><UploadId>" + id + "</UploadId></InitiateMultipartUploadResult>");
    }

    private void put(HttpExchange exchange, String id, int number, byte[] body) throws IOException {
        if (number == refusedPart) {
            answer(exchange, 403, "<Error><Code>AccessDenied</Code><Message>no</Message></Error>");
            return;
        }
        if (stumbles.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            answer(exchange, 500, "<Error><Code>InternalError</Code><Message>again</Message></Error>");
            return;
        }
        uploads.get(id).put(number, body);
        exchange.getResponseHeaders().set("ETag", tag(number, body));
        exchange.sendResponseHeaders(200, -1);
    }

    private static String tag(int number, byte[] body) {
        return "\"" + number + "-" + java.util.Arrays.hashCode(body) + "\"";
    }

    private void complete(HttpExchange exchange, String path, String id, String list) throws IOException {
        TreeMap<Integer, byte[]> parts = uploads.get(id);
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        int last = 0;
        Matcher listed = LISTED.matcher(list);
        while (listed.find()) {
            int number = Integer.parseInt(found(NUMBER, listed.group()));
            byte[] part = parts.get(number);
            boolean right = part != null
                    && number > last
                    && tag(number, part).equals(found(TAG, listed.group()).replace("&quot;", "\""))
                    && (number == parts.lastKey() || part.length >= SMALLEST_PART);
            if (!right) {
                answer(exchange, 400, "<Error><Code>InvalidPart</Code><Message>" + number + "</Message></Error>");
                return;
            }
            whole.write(part);
            last = number;
        }
        uploads.remove(id);
        objects.put(path, whole.toByteArray());
        answer(exchange, 200, "<CompleteMultipartUploadResult></CompleteMultipartUploadResult>");
    }

    private static String found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as("%s in %s", pattern, text).isTrue();
        return matcher.group(1);
    }

    private static void answer(HttpExchange exchange, int status, String xml) throws IOException {
        byte[] bytes = xml.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/xml");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static Map<String, String> query(HttpExchange exchange) {
        return Pattern.compile("&")
                .splitAsStream(exchange.getRequestURI().getQuery())
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair.length > 1 ? pair[1] : ""));
    }

    /**
     * Reads a body. The client may send chunks of its own within it, each with a signature, and a checksum after them.
     */
    private static byte[] body(HttpExchange exchange) throws IOException {
        byte[] sent = exchange.getRequestBody().readAllBytes();
        String encoding = exchange.getRequestHeaders().getFirst("Content-Encoding");
        if (encoding == null || !encoding.contains("aws-chunked")) {
            return sent;
        }
        ByteArrayOutputStream decoded = new ByteArrayOutputStream();
        InputStream in = new ByteArrayInputStream(sent);
        while (true) {
            int size = Integer.parseInt(line(in).split(";")[0], 16);
            if (size == 0) {
                return decoded.toByteArray();
            }
            decoded.write(in.readNBytes(size));
            line(in);
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the body ends within a line");
            }
            line.append((char) c);
        }
        return line.toString().strip();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
        try {
            assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted while the server's handlers end", e);
        }
    }
}
