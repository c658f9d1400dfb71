package io.fifoio.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;

/**
 * The rounds of each case merged as forks of one run, as JMH would give them if it ran the forks of a case at separate
 * times.
 */
final class MergedRuns {

    private static final String HISTOGRAM = "rawDataHistogram";

    private final Map<String, List<RunResult>> rounds = new LinkedHashMap<>();

    void add(Collection<RunResult> round) {
        for (RunResult result : round) {
            rounds.computeIfAbsent(result.getParams().id(), id -> new ArrayList<>())
                    .add(result);
        }
    }

    private static RunResult merged(List<RunResult> rounds) {
        List<BenchmarkResult> forks = rounds.stream()
                .flatMap(round -> round.getBenchmarkResults().stream())
                .toList();
        return new RunResult(rounds.get(0).getParams(), forks);
    }

    /**
     * Writes JMH's JSON, without what reveals more about the machine than its speed, and without histograms, which are
     * large.
     */
    void write(Path file) throws IOException {
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(json, false, StandardCharsets.UTF_8)) {
            ResultFormatFactory.getInstance(ResultFormatType.JSON, out)
                    .writeOut(rounds.values().stream().map(MergedRuns::merged).toList());
        }
        ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        JsonNode results = mapper.readTree(json.toByteArray());
        for (JsonNode result : results) {
            ObjectNode metric = (ObjectNode) result.get("primaryMetric");
            JsonNode forks = metric.has(HISTOGRAM) ? metric.remove(HISTOGRAM) : metric.get("rawData");
            ((ObjectNode) result).put("forks", forks.size()).remove("jvm");
        }
        Files.writeString(file, mapper.writeValueAsString(results) + System.lineSeparator());
    }
}
