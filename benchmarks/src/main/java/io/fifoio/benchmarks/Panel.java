package io.fifoio.benchmarks;

import java.util.List;

/** Bars with a scale of their own, from zero. */
record Panel(String title, String unit, List<Bar> bars) {

    double longest() {
        return bars.stream().mapToDouble(bar -> bar.length().high()).max().orElse(1);
    }
}
