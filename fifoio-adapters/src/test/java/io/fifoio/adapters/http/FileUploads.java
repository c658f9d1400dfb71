package io.fifoio.adapters.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.fileupload2.core.AbstractFileUpload;
import org.apache.commons.fileupload2.core.AbstractRequestContext;
import org.apache.commons.fileupload2.core.DiskFileItem;
import org.apache.commons.fileupload2.core.DiskFileItemFactory;
import org.apache.commons.fileupload2.core.FileItemInput;
import org.apache.commons.fileupload2.core.FileItemInputIterator;

/** Reads a form with the parser of Commons FileUpload. */
final class FileUploads {

    /** A part as it was read; the names of its headers in lower case. */
    record Part(String field, String filename, String contentType, Set<String> headers, byte[] content) {}

    private FileUploads() {}

    static List<Part> read(MultipartForm form) throws Exception {
        return form.feed(in -> {
            var request =
                    new AbstractRequestContext<MultipartForm>(
                            name -> null, () -> form.length().orElse(-1), form) {
                        @Override
                        public String getCharacterEncoding() {
                            return StandardCharsets.UTF_8.name();
                        }

                        @Override
                        public String getContentType() {
                            return form.contentType();
                        }

                        @Override
                        public java.io.InputStream getInputStream() {
                            return in;
                        }
                    };
            List<Part> parts = new ArrayList<>();
            FileItemInputIterator items = new Parser().getItemIterator(request);
            while (items.hasNext()) {
                FileItemInput item = items.next();
                Set<String> headers = new HashSet<>();
                item.getHeaders().getHeaderNames().forEachRemaining(headers::add);
                parts.add(new Part(
                        item.getFieldName(),
                        item.getName(),
                        item.getContentType(),
                        headers,
                        item.getInputStream().readAllBytes()));
            }
            in.transferTo(java.io.OutputStream.nullOutputStream());
            return parts;
        });
    }

    /** Only what is inherited is used. */
    private static final class Parser extends AbstractFileUpload<Void, DiskFileItem, DiskFileItemFactory> {

        Parser() {
            setHeaderCharset(StandardCharsets.UTF_8);
        }

        @Override
        public FileItemInputIterator getItemIterator(Void request) throws IOException {
            throw new UnsupportedOperationException();
        }

        @Override
        public Map<String, List<DiskFileItem>> parseParameterMap(Void request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<DiskFileItem> parseRequest(Void request) {
            throw new UnsupportedOperationException();
        }
    }
}
