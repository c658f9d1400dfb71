package io.fifoio.examples;

import io.fifoio.adapters.PushSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Properties;

/** An API that only writes to an {@code OutputStream}, read as an {@code InputStream}. */
public final class OutputStreamAsInputStream {

    private OutputStreamAsInputStream() {}

    static void copy(Properties properties, OutputStream target) throws IOException {
        // README: stream
        PushSource xml = out -> properties.storeToXML(out, "written here, read there");
        try (InputStream in = xml.open()) {
            in.transferTo(target);
        }
        // README: end
    }

    /** Prints the properties of this JVM, which can only be written, by reading them. */
    public static void main(String[] arguments) throws IOException {
        copy(System.getProperties(), System.out);
    }
}
