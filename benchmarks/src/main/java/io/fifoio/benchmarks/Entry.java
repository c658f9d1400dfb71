package io.fifoio.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * One benchmark with one choice of parameters, as JMH's JSON has it.
 *
 * @param benchmark the simple name of its class
 * @param figures by name; the primary one is called {@link #SCORE}, and percentiles stand as {@code p50.0}
 */
record Entry(String benchmark, Map<String, String> parameters, Map<String, Spread> figures) {

    static final String SCORE = "score";
    static final String ALLOCATED = "gc.alloc.rate.norm";

    static Entry of(JsonNode node) {
        String[] name = node.get("benchmark").asText().split("\\.");
        Map<String, String> parameters = new HashMap<>();
        node.path("params")
                .properties()
                .forEach(parameter ->
                        parameters.put(parameter.getKey(), parameter.getValue().asText()));
        JsonNode primary = node.get("primaryMetric");
        Map<String, Spread> figures = new HashMap<>();
        figures.put(SCORE, spread(primary));
        node.path("secondaryMetrics")
                .properties()
                .forEach(figure -> figures.put(figure.getKey(), spread(figure.getValue())));
        if (node.path("mode").asText().equals("sample")) {
            primary.path("scorePercentiles")
                    .properties()
                    .forEach(percentile -> figures.put(
                            "p" + percentile.getKey(),
                            Spread.of(percentile.getValue().asDouble())));
        }
        return new Entry(name[name.length - 2], parameters, figures);
    }

    private static Spread spread(JsonNode metric) {
        double[] values = StreamSupport.stream(metric.path("rawData").spliterator(), false)
                .flatMap(fork -> StreamSupport.stream(fork.spliterator(), false))
                .mapToDouble(JsonNode::asDouble)
                .toArray();
        return values.length == 0 ? Spread.of(metric.path("score").asDouble()) : Spread.of(values);
    }

    String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }

    String pipe() {
        return parameter("pipe");
    }

    boolean has(String figure) {
        return figures.containsKey(figure);
    }

    Spread figure(String name) {
        Spread found = figures.get(name);
        if (found == null) {
            throw new IllegalArgumentException(benchmark + " " + parameters + " has no figure '" + name + "'");
        }
        return found;
    }

    double median(String name) {
        return figure(name).median();
    }
}
