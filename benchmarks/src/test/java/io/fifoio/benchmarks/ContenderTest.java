package io.fifoio.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ContenderTest {

    private static final long SEED = 20261125;

    @ParameterizedTest
    @EnumSource
    void every_pipe_delivers_what_was_written(Contender contender) throws Exception {
        byte[] written = new byte[300_000];
        new Random(SEED).nextBytes(written);
        Pipe pipe = contender.open(4096);
        FutureTask<Boolean> writing = new FutureTask<>(() -> {
            pipe.output().write(written[0]);
            pipe.output().write(written, 1, written.length - 1);
            pipe.output().flush();
            return true;
        });
        Thread writer = ThreadKind.PLATFORM.start(writing);

        byte[] read = new byte[written.length];
        read[0] = (byte) pipe.input().read();
        assertThat(pipe.input().readNBytes(read, 1, read.length - 1)).isEqualTo(read.length - 1);

        assertThat(read).as("seed %d", SEED).isEqualTo(written);
        writing.get();
        writer.join();
        pipe.close();
    }

    @ParameterizedTest
    @EnumSource
    void workers_move_the_whole_amount_at_every_run(Contender contender) throws Exception {
        Pipe pipe = contender.open(4096);
        long amount = 100 * 8192;
        Workers workers = new Workers(
                ThreadKind.PLATFORM,
                List.of(Traffic.writing(pipe.output(), 100, amount), Traffic.reading(pipe.input(), 8192, amount)));
        workers.runOnce();
        workers.runOnce();
        workers.stop();
        pipe.abandon();
    }

    @Test
    void a_shape_moves_a_multiple_of_both_lengths() {
        for (String text : List.of("64K/64K/1M", "8K/8K/64K", "100B/8K/64K", "1B/1B/64K", "300B/7K/4K")) {
            Shape shape = Shape.parse(text);
            for (long amount : List.of(shape.amount(), shape.smallAmount())) {
                assertThat(amount % shape.write()).as(text).isZero();
                assertThat(amount % shape.read()).as(text).isZero();
            }
        }
    }
}
