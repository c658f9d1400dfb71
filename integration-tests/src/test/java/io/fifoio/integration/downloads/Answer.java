package io.fifoio.integration.downloads;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/** A whole answer, as a client takes it. */
record Answer(int status, HttpClient.Version version, byte[] body) {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    /**
     * By HTTP/1.1 over a plain socket: RFC 9112, 6 and 7.
     *
     * @throws IOException if it is not whole
     */
    static Answer raw(int port) throws IOException {
        try (Socket socket = new Socket("localhost", port)) {
            socket.setSoTimeout((int) LIMIT.toMillis());
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            InputStream in = new BufferedInputStream(socket.getInputStream());
            int status = Integer.parseInt(line(in).split(" ")[1]);
            long length = -1;
            boolean chunked = false;
            for (String field = line(in); !field.isEmpty(); field = line(in)) {
                String lower = field.toLowerCase(Locale.ROOT);
                if (lower.startsWith("content-length:")) {
                    length = Long.parseLong(
                            lower.substring("content-length:".length()).strip());
                }
                chunked |= lower.startsWith("transfer-encoding:") && lower.contains("chunked");
            }
            byte[] body = chunked ? chunks(in) : length < 0 ? in.readAllBytes() : exactly(in, length);
            return new Answer(status, HttpClient.Version.HTTP_1_1, body);
        }
    }

    private static byte[] chunks(InputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            long size = Long.parseLong(line(in).split(";")[0].strip(), 16);
            body.write(exactly(in, size));
            line(in); // behind the last chunk too: there are no trailer fields
            if (size == 0) {
                return body.toByteArray();
            }
        }
    }

    private static byte[] exactly(InputStream in, long count) throws IOException {
        byte[] bytes = in.readNBytes(Math.toIntExact(count));
        if (bytes.length < count) {
            throw new EOFException(bytes.length + " bytes of " + count);
        }
        return bytes;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("in a line: " + line);
            }
            line.append((char) next);
        }
        return line.toString().stripTrailing();
    }

    /**
     * By the JDK's client, which asks for HTTP/2 where it is offered.
     *
     * @throws IOException if it is not whole
     */
    static Answer by(HttpClient client, int port) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = client.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/"))
                        .timeout(LIMIT)
                        .build(),
                BodyHandlers.ofByteArray());
        return new Answer(response.statusCode(), response.version(), response.body());
    }
}
