package io.fifoio.testing;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Two threads that start together, many times, each delayed by a random number of pauses, so that all interleavings can
 * occur. A failure names the seed and the round.
 */
public final class Race {

    /**
     * One round.
     *
     * @param left what the testing thread does
     * @param right what the other thread does meanwhile
     * @param check what must hold afterwards; runs on the testing thread
     */
    public record Round(Running.Action left, Running.Action right, Running.Action check) {}

    /** Makes what one round races with. */
    @FunctionalInterface
    public interface Rounds {
        Round round(int number) throws Exception;
    }

    private static final Duration LIMIT = Duration.ofSeconds(20);

    /** Delays are spread over magnitudes: from none to longer than a waiter spins before it parks. */
    private static final int MAGNITUDES = 12;

    private final AtomicReference<Running.@Nullable Action> turn = new AtomicReference<>();
    private volatile @Nullable Throwable failure;
    private volatile boolean over;

    private Race() {}

    public static void run(long seed, int rounds, Rounds each) {
        Race race = new Race();
        Thread other = new Thread(race::other, "race");
        other.setDaemon(true);
        other.start();
        Random random = new Random(seed);
        int number = 0;
        try {
            for (; number < Repetitions.of(rounds); number++) {
                race.run(each.round(number), random, other);
            }
        } catch (Throwable e) {
            throw new AssertionError("seed " + seed + ", round " + number + ": " + e, e);
        } finally {
            race.over = true;
            other.interrupt();
        }
    }

    private void run(Round round, Random random, Thread other) throws Exception {
        int leftPauses = pauses(random);
        int rightPauses = pauses(random);
        turn.set(() -> {
            pause(rightPauses);
            round.right.run();
        });
        pause(leftPauses);
        round.left.run();
        long began = System.nanoTime();
        while (turn.get() != null) {
            if (System.nanoTime() - began > LIMIT.toNanos()) {
                throw new AssertionError(
                        "the other thread hangs, " + other.getState() + " at " + List.of(other.getStackTrace()));
            }
            Thread.yield();
        }
        Throwable thrown = failure;
        if (thrown != null) {
            throw new AssertionError("the other thread threw " + thrown, thrown);
        }
        round.check.run();
    }

    private void other() {
        while (!over) {
            Running.Action action = turn.get();
            if (action == null) {
                Thread.yield();
                continue;
            }
            try {
                action.run();
            } catch (Throwable e) {
                failure = e;
            }
            turn.set(null);
        }
    }

    private static int pauses(Random random) {
        return random.nextInt(1 << random.nextInt(MAGNITUDES));
    }

    private static void pause(int count) {
        for (int i = 0; i < count; i++) {
            Thread.onSpinWait();
        }
    }
}
