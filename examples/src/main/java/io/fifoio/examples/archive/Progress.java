package io.fifoio.examples.archive;

import io.fifoio.adapters.Codec;
import io.fifoio.adapters.Taps;
import java.io.Console;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** The progress of one step: a bar on a terminal, otherwise a line every few seconds, on standard error. */
final class Progress implements AutoCloseable {

    private static final int MILLIS_ON_TERMINAL = 100;
    private static final int MILLIS_ELSEWHERE = 5_000;
    private static final int WIDTH_ELSEWHERE = 100;
    private static final long MEGABYTE = 1_000_000;

    private final ProgressBar bar;
    private final long began = System.nanoTime();
    private final AtomicLong bytes = new AtomicLong();

    private Progress(ProgressBarBuilder builder, String step, long total) {
        if (total == 0) {
            builder.setConsumer(new DelegatingProgressBarConsumer(line -> {}));
        } else if (onTerminal()) {
            builder.setConsumer(new ConsoleProgressBarConsumer(System.err)).setUpdateIntervalMillis(MILLIS_ON_TERMINAL);
        } else {
            builder.setConsumer(new DelegatingProgressBarConsumer(System.err::println, WIDTH_ELSEWHERE))
                    .setUpdateIntervalMillis(MILLIS_ELSEWHERE);
        }
        this.bar = builder.setTaskName(step)
                .setInitialMax(total)
                .setStyle(ProgressBarStyle.ASCII)
                .showSpeed()
                .build();
    }

    /** A step whose bar counts bytes. */
    static Progress ofBytes(String step, long total) {
        return new Progress(new ProgressBarBuilder().setUnit(" MB", MEGABYTE), step, total);
    }

    /** A step whose bar counts rows. */
    static Progress ofRows(String step, long total) {
        return new Progress(new ProgressBarBuilder().setUnit(" rows", 1), step, total);
    }

    @SuppressWarnings("SystemConsoleNull") // what is null before 22 is asked for its terminal since
    private static boolean onTerminal() {
        Console console = System.console();
        if (console == null || Runtime.version().feature() < 22) {
            return console != null;
        }
        try {
            // Since 22 there may be a console without a terminal.
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    void bytes(long count) {
        show(bytes.get() + count);
    }

    private void show(long all) {
        bytes.set(all);
        bar.stepTo(all);
    }

    void row() {
        bar.step();
    }

    /** Counts the bytes of a source, one of several by turns, and shows them. */
    Codec showing() {
        return out -> {
            long before = bytes.get();
            return Taps.progress(1, count -> show(before + count)).encode(out);
        };
    }

    /** Counts the bytes of the one source that there is, and does not show them in the bar. */
    Codec counting() {
        return Taps.progress(1, bytes::set);
    }

    long bytesSoFar() {
        return bytes.get();
    }

    /** What the step has done so far, and how long it took. */
    StepResult soFar(String step) {
        return new StepResult(step, bytes.get(), Duration.ofNanos(System.nanoTime() - began));
    }

    @Override
    public void close() {
        bar.close();
    }
}
