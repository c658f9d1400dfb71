package io.fifoio.adapters.http;

import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.StepwiseSource;
import io.fifoio.adapters.inner.ContentOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.OptionalLong;

/**
 * A form with files, as {@code multipart/form-data} (RFC 7578, RFC 2046), written on the fly. It is a source like any
 * other:
 *
 * <pre>{@code
 * MultipartForm form = MultipartForm.of(List.of(
 *         FormPart.field("title", "Orders of May"),
 *         FormPart.file("orders", "orders.json", json).contentType("application/json")));
 * try (UploadBody body = UploadBody.of(form)) {
 *     client.send(HttpRequest.newBuilder(uri).header("Content-Type", form.contentType()).POST(body).build(), handler);
 * }
 * }</pre>
 *
 * <p>The boundary between the parts is chosen at random for each form, with 192 bits that nobody who supplies a content
 * can know. It is the same each time the form is written, so the header also fits a retry. Each content is written once
 * each time; if its length is known, it must be matched, otherwise the form fails with an {@code IOException} that
 * names the part.
 *
 * <p>The {@link #length} is known if the length of every content is, and their sum fits into a {@code long}. If every
 * content is a {@link StepwiseSource}, so is the form, and it needs no thread when it is opened. Needs nothing but the
 * JDK.
 */
public sealed class MultipartForm implements PushSource permits StepwiseForm {

    /** Belongs to the delimiter. */
    private static final byte[] AFTER_CONTENT = {'\r', '\n'};

    private static final int RANDOM_BYTES = 24;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final List<FormPart> parts;
    private final String boundary;

    MultipartForm(List<FormPart> parts, String boundary) {
        this.parts = parts;
        this.boundary = boundary;
    }

    /**
     * A form of these parts, in their order; names may come more than once.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static MultipartForm of(List<FormPart> parts) {
        byte[] random = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(random);
        return of(parts, "fifoio-" + Base64.getUrlEncoder().withoutPadding().encodeToString(random));
    }

    static MultipartForm of(List<FormPart> parts, String boundary) {
        List<FormPart> copy = List.copyOf(parts);
        if (copy.isEmpty()) {
            throw new IllegalArgumentException("a multipart form needs at least one part");
        }
        boolean inSteps = copy.stream().allMatch(part -> part.content() instanceof StepwiseSource);
        return inSteps ? new StepwiseForm(copy, boundary) : new MultipartForm(copy, boundary);
    }

    /** Returns the value of the header {@code Content-Type} for this form, which contains the boundary. */
    public final String contentType() {
        return "multipart/form-data; boundary=" + boundary;
    }

    @Override
    public final OptionalLong length() {
        long length = end().length;
        for (FormPart part : parts) {
            OptionalLong content = part.content().length();
            if (content.isEmpty()) {
                return OptionalLong.empty();
            }
            length += head(part).length + AFTER_CONTENT.length;
            if (content.getAsLong() > Long.MAX_VALUE - length) {
                return OptionalLong.empty(); // no header can tell it
            }
            length += content.getAsLong();
        }
        return OptionalLong.of(length);
    }

    @Override
    public final void writeTo(OutputStream out) throws Exception {
        for (FormPart part : parts) {
            ContentOutputStream target = begin(part, out);
            part.content().writeTo(target);
            end(target, out);
        }
        out.write(end());
    }

    final List<FormPart> parts() {
        return parts;
    }

    /** Writes what comes before the content. */
    final ContentOutputStream begin(FormPart part, OutputStream out) throws IOException {
        out.write(head(part));
        return new ContentOutputStream(
                "part \"" + part.name() + "\"", part.content().length(), out);
    }

    /** Writes what comes after the content. */
    final void end(ContentOutputStream content, OutputStream out) throws IOException {
        content.end();
        out.write(AFTER_CONTENT);
    }

    private byte[] head(FormPart part) {
        return ("--" + boundary + "\r\n" + part.head()).getBytes(StandardCharsets.UTF_8);
    }

    /** Returns what comes after the last part. */
    final byte[] end() {
        return ("--" + boundary + "--\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public final String toString() {
        OptionalLong length = length();
        return "MultipartForm" + parts + (length.isPresent() ? ", " + length.getAsLong() + " bytes" : "");
    }
}
