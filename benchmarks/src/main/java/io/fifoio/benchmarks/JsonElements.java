package io.fifoio.benchmarks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.fifoio.adapters.StepwiseSource;
import io.fifoio.adapters.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Iterator;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Megabytes of JSON per second, small records: by the adapter, and by Jackson alone into nothing. The figure is named {@code MB}. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
        value = 2,
        jvmArgs = {FixedHeap.LEAST, FixedHeap.MOST, FixedHeap.TOUCHED})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class JsonElements {

    private static final int RECORDS = 200_000;

    /**
     * {@code jackson}: a generator straight into nothing, the rival. {@code written}: the source written into nothing.
     * {@code pump}: opened and drained, on one thread. {@code pipe}: opened and drained, the source on another thread.
     */
    @Param({"jackson", "written", "pump", "pipe"})
    String way = "";

    @Param({"array", "lines"})
    String shape = "";

    private final JsonFactory factory = new JsonFactory();
    private final byte[] drained = new byte[64 * 1024];
    private final Iterable<Integer> records = () -> IntStream.range(0, RECORDS).iterator();
    private ExecutorService producers = Executors.newSingleThreadExecutor();
    private StepwiseSource source = Json.array(records, JsonElements::write);

    @Setup
    public void choose() {
        if (shape.equals("lines")) {
            source = Json.lines(records, JsonElements::write);
        }
    }

    @TearDown
    public void stop() {
        producers.shutdownNow();
    }

    @Benchmark
    public void write(Written written) throws Exception {
        long bytes = switch (way) {
            case "jackson" -> straight();
            case "written" -> {
                Counting out = new Counting();
                source.writeTo(out);
                yield out.count;
            }
            case "pump" -> drain(source.open());
            case "pipe" -> drain(source.open(producers));
            default -> throw new IllegalArgumentException(way);
        };
        written.MB += bytes / 1e6;
    }

    private long straight() throws IOException {
        Counting out = new Counting();
        try (JsonGenerator generator = factory.createGenerator(out)) {
            boolean array = shape.equals("array");
            if (array) {
                generator.writeStartArray();
            }
            for (Iterator<Integer> each = records.iterator(); each.hasNext(); ) {
                write(generator, each.next());
                if (!array) {
                    generator.writeRaw('\n');
                }
            }
            if (array) {
                generator.writeEndArray();
            }
        }
        return out.count;
    }

    private long drain(InputStream opened) throws IOException {
        try (InputStream in = opened) {
            long bytes = 0;
            for (int count = in.read(drained); count >= 0; count = in.read(drained)) {
                bytes += count;
            }
            return bytes;
        }
    }

    private static void write(JsonGenerator generator, int id) throws IOException {
        generator.writeStartObject();
        generator.writeNumberField("id", id);
        generator.writeStringField("customer", "customer of some name");
        generator.writeStringField("city", "Z\u00fcrich");
        generator.writeNumberField("total", id * 100L);
        generator.writeBooleanField("paid", (id & 1) == 0);
        generator.writeEndObject();
    }

    private static final class Counting extends OutputStream {
        private long count;

        @Override
        public void write(int b) {
            count++;
        }

        @Override
        public void write(byte[] b, int off, int len) {
            count += len;
        }
    }

    /** JMH shows the field under its name, as so many in a second. */
    @AuxCounters
    @State(Scope.Thread)
    public static class Written {
        public double MB;
    }
}
