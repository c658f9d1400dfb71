package io.fifoio.adapters.http;

import io.fifoio.adapters.OpenedStreamContract;
import io.fifoio.adapters.PipedStreamContract;
import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.testing.Payload;
import io.fifoio.adapters.testing.Probe;
import io.fifoio.adapters.testing.Probe.Point;
import io.fifoio.adapters.testing.ProbedInput;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Nested;

/** The contract for forms, of contents in steps and of others. */
final class FormStreamTest {

    private static final byte[] PAYLOAD = Payload.ofSize(OpenedStreamContract.LENGTH);

    private static PushSource closing(Probe probe) {
        return out -> {
            out.write("--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.write(PAYLOAD);
            out.write("\r\n--b--\r\n".getBytes(StandardCharsets.US_ASCII));
            out.close();
            probe.at(Point.END);
        };
    }

    @Nested
    final class InSteps extends OpenedStreamContract {

        @Override
        public PushSource source(Probe probe) {
            return MultipartForm.of(
                    List.of(
                            FormPart.field("title", "in steps"),
                            FormPart.file("data", "data.bin", PushSource.from(() -> new ProbedInput(PAYLOAD, probe)))),
                    "b");
        }

        @Override
        public PushSource closingSource(Probe probe) {
            return closing(probe);
        }
    }

    @Nested
    final class InOneGo extends PipedStreamContract {

        @Override
        public PushSource source(Probe probe) {
            PushSource content = out -> {
                probe.at(Point.START);
                out.write(PAYLOAD, 0, PAYLOAD.length / 2);
                probe.at(Point.MIDDLE);
                out.write(PAYLOAD, PAYLOAD.length / 2, PAYLOAD.length - PAYLOAD.length / 2);
                probe.at(Point.END);
            };
            return MultipartForm.of(
                    List.of(FormPart.field("title", "in one go"), FormPart.file("data", "data.bin", content)), "b");
        }

        @Override
        public PushSource closingSource(Probe probe) {
            return closing(probe);
        }
    }
}
