package io.fifoio.benchmarks;

import java.util.Locale;

/** How figures are written: with as many digits as they are worth. */
final class Figures {

    private Figures() {}

    static String number(double value) {
        if (Double.isNaN(value)) {
            return "";
        }
        return String.format(Locale.ROOT, value >= 100 ? "%,.0f" : value >= 10 ? "%.1f" : "%.2f", value);
    }

    static String ratio(double value) {
        return "× " + number(value);
    }

    static String describe(Shape shape) {
        return "writes of " + bytes(shape.write()) + ", reads of " + bytes(shape.read()) + ", ring of "
                + bytes(shape.ring());
    }

    private static String bytes(int size) {
        return size % (1 << 20) == 0 ? (size >> 20) + " MiB" : size % 1024 == 0 ? (size >> 10) + " KiB" : size + " B";
    }
}
