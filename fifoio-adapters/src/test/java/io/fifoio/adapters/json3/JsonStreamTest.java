package io.fifoio.adapters.json3;

import io.fifoio.adapters.OpenedStreamContract;
import io.fifoio.adapters.PipedStreamContract;
import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.SteppedStreamContract;
import io.fifoio.adapters.StepwiseSource;
import io.fifoio.adapters.testing.Payload;
import io.fifoio.adapters.testing.Probe;
import io.fifoio.adapters.testing.Probe.Point;
import io.fifoio.adapters.testing.ProbedRows;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Nested;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The contract for JSON: by a callback, by elements, compressed. */
final class JsonStreamTest {

    private static final byte[] PAYLOAD = Payload.ofSize(OpenedStreamContract.LENGTH);
    private static final int PART = PAYLOAD.length / 10;
    private static final List<Integer> PARTS = List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);

    @Nested
    final class ByCallback extends PipedStreamContract {

        @Override
        public PushSource source(Probe probe) {
            return Json.of(generator -> {
                probe.at(Point.START);
                generator.writeStartObject();
                generator.writeBinaryProperty("first", PAYLOAD);
                probe.at(Point.MIDDLE);
                generator.writeBinaryProperty("second", PAYLOAD);
                generator.writeEndObject();
                probe.at(Point.END);
            });
        }

        @Override
        public PushSource closingSource(Probe probe) {
            return Json.of(generator -> {
                try (generator) {
                    generator.writeBinary(PAYLOAD);
                }
                probe.at(Point.END);
            });
        }
    }

    @Nested
    final class ByElements extends SteppedStreamContract {

        @Override
        public StepwiseSource source(Probe probe) {
            return parts(probe);
        }

        @Override
        public PushSource closingSource(Probe probe) {
            return out -> {
                try (JsonGenerator generator = new JsonFactory().createGenerator(ObjectWriteContext.empty(), out)) {
                    generator.writeStartArray();
                    generator.writeBinary(PAYLOAD);
                }
                probe.at(Point.END);
            };
        }
    }

    @Nested
    final class OnLines extends SteppedStreamContract {

        @Override
        public StepwiseSource source(Probe probe) {
            return Json.lines(PARTS, (JsonGenerator generator, Integer i) -> writePart(generator, i, probe));
        }

        @Override
        public PushSource closingSource(Probe probe) {
            return out -> {
                try (JsonGenerator generator = new JsonFactory().createGenerator(ObjectWriteContext.empty(), out)) {
                    generator.writeBinary(PAYLOAD);
                    generator.writeRaw('\n');
                }
                probe.at(Point.END);
            };
        }
    }

    @Nested
    final class ByRows extends SteppedStreamContract {

        @Override
        public StepwiseSource source(Probe probe) {
            return ProbedRows.of(Json.rows(), probe);
        }

        @Override
        public PushSource closingSource(Probe probe) {
            return ProbedRows.closing(Json.rows(), probe);
        }
    }

    @Nested
    final class ByRowsOnLines extends SteppedStreamContract {

        @Override
        public StepwiseSource source(Probe probe) {
            return ProbedRows.of(Json.rowLines(), probe);
        }

        @Override
        public PushSource closingSource(Probe probe) {
            return ProbedRows.closing(Json.rowLines(), probe);
        }
    }

    @Nested
    final class ByElementsThroughGzip extends PipedStreamContract {

        @Override
        public PushSource source(Probe probe) {
            return parts(probe).through(GZIPOutputStream::new);
        }

        @Override
        public PushSource closingSource(Probe probe) {
            return out -> {
                try (JsonGenerator generator =
                        new JsonFactory().createGenerator(ObjectWriteContext.empty(), new GZIPOutputStream(out))) {
                    generator.writeBinary(PAYLOAD);
                }
                probe.at(Point.END);
            };
        }
    }

    private static StepwiseSource parts(Probe probe) {
        return Json.array(PARTS, (JsonGenerator generator, Integer i) -> writePart(generator, i, probe));
    }

    private static void writePart(JsonGenerator generator, int i, Probe probe) throws Exception {
        if (i == 0) {
            probe.at(Point.START);
        }
        if (i == PARTS.size() / 2) {
            probe.at(Point.MIDDLE);
        }
        writeBinary(generator, i);
        if (i == PARTS.size() - 1) {
            probe.at(Point.END);
        }
    }

    private static void writeBinary(JsonGenerator generator, int i) {
        generator.writeBinary(PAYLOAD, i * PART, PART);
    }
}
