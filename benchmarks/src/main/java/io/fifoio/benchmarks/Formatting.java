package io.fifoio.benchmarks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.fifoio.adapters.StepwiseSource;
import io.fifoio.adapters.csv.Csv;
import io.fifoio.adapters.json.Json;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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
import tools.jackson.core.ObjectWriteContext;

/** Megabytes of text per second, small records: by the plain library into nothing, and by the adapter. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
        value = 1,
        jvmArgs = {FixedHeap.LEAST, FixedHeap.MOST, FixedHeap.TOUCHED})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class Formatting {

    private static final int RECORDS = 200_000;
    private static final List<String> COLUMNS = List.of("id", "customer", "city", "total", "paid");
    private static final String CUSTOMER = "customer of some name";
    private static final String CITY = "Z\u00fcrich";

    /**
     * {@code array}, {@code lines}: JSON by Jackson 2; {@code array3}, {@code lines3}: by Jackson 3; {@code rows}: an
     * array of rows by Jackson 2; {@code csv}: whose plain way is a writer of the JDK that checks nothing.
     */
    @Param({"array", "lines", "array3", "lines3", "rows", "csv"})
    String format = "";

    /**
     * {@code library}: straight into nothing, the rival. {@code written}: the source written into nothing. {@code
     * pump}: opened and drained, on one thread. {@code pipe}: opened and drained, the source on another thread.
     */
    @Param({"library", "written", "pump", "pipe"})
    String way = "";

    private final JsonFactory factory = new JsonFactory();
    private final tools.jackson.core.json.JsonFactory factory3 = new tools.jackson.core.json.JsonFactory();

    /**
     * Made before the start: the compiler would optimise away numbers boxed on the way in one of the ways and not in
     * another.
     */
    private final List<Integer> records = IntStream.range(0, RECORDS).boxed().toList();

    private final ExecutorService producers = Executors.newSingleThreadExecutor();
    private StepwiseSource source = Json.array(records, Formatting::write);

    @Setup
    public void choose() {
        source = switch (format) {
            case "array" -> Json.array(records, Formatting::write);
            case "lines" -> Json.lines(records, Formatting::write);
            case "array3" -> io.fifoio.adapters.json3.Json.array(records, Formatting::write3);
            case "lines3" -> io.fifoio.adapters.json3.Json.lines(records, Formatting::write3);
            case "rows" -> Json.rows().of(COLUMNS, records, Formatting::fill);
            case "csv" -> Csv.rows().of(COLUMNS, records, Formatting::fill);
            default -> throw new IllegalArgumentException(format);
        };
    }

    @TearDown
    public void stop() {
        producers.shutdownNow();
    }

    @Benchmark
    public void format(Moved moved) throws Exception {
        moved.add(
                switch (way) {
                    case "library" -> library();
                    case "written" -> {
                        Drain drain = new Drain();
                        source.writeTo(drain);
                        yield drain.count();
                    }
                    case "pump" -> Drain.of(source.open());
                    case "pipe" -> Drain.of(source.open(producers));
                    default -> throw new IllegalArgumentException(way);
                });
    }

    private long library() throws IOException {
        Drain drain = new Drain();
        switch (format) {
            case "array3", "lines3" -> jackson3(drain, format.equals("array3"));
            case "csv" -> csv(drain);
            default -> jackson(drain, !format.equals("lines"));
        }
        return drain.count();
    }

    private void jackson(OutputStream out, boolean array) throws IOException {
        try (JsonGenerator generator = factory.createGenerator(out)) {
            if (array) {
                generator.writeStartArray();
            }
            for (int id : records) {
                write(generator, id);
                if (!array) {
                    generator.writeRaw('\n');
                }
            }
            if (array) {
                generator.writeEndArray();
            }
        }
    }

    private void jackson3(OutputStream out, boolean array) {
        try (tools.jackson.core.JsonGenerator generator = factory3.createGenerator(ObjectWriteContext.empty(), out)) {
            if (array) {
                generator.writeStartArray();
            }
            for (int id : records) {
                write3(generator, id);
                if (!array) {
                    generator.writeRaw('\n');
                }
            }
            if (array) {
                generator.writeEndArray();
            }
        }
    }

    private void csv(OutputStream out) throws IOException {
        try (Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8))) {
            writer.write(String.join(",", COLUMNS));
            writer.write("\r\n");
            for (int id : records) {
                writer.write(Integer.toString(id));
                writer.write(',');
                writer.write(CUSTOMER);
                writer.write(',');
                writer.write(CITY);
                writer.write(',');
                writer.write(Long.toString(id * 100L));
                writer.write(',');
                writer.write(Boolean.toString((id & 1) == 0));
                writer.write("\r\n");
            }
        }
    }

    private static void write(JsonGenerator generator, int id) throws IOException {
        generator.writeStartObject();
        generator.writeNumberField("id", id);
        generator.writeStringField("customer", CUSTOMER);
        generator.writeStringField("city", CITY);
        generator.writeNumberField("total", id * 100L);
        generator.writeBooleanField("paid", (id & 1) == 0);
        generator.writeEndObject();
    }

    private static void write3(tools.jackson.core.JsonGenerator generator, int id) {
        generator.writeStartObject();
        generator.writeNumberProperty("id", id);
        generator.writeStringProperty("customer", CUSTOMER);
        generator.writeStringProperty("city", CITY);
        generator.writeNumberProperty("total", id * 100L);
        generator.writeBooleanProperty("paid", (id & 1) == 0);
        generator.writeEndObject();
    }

    private static void fill(io.fifoio.adapters.Row row, int id) throws IOException {
        row.integer(id).text(CUSTOMER).text(CITY).integer(id * 100L).bool((id & 1) == 0);
    }
}
