package io.fifoio.examples.archive;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/** Waits for an answer as long as something moves: a limit for the whole would be wrong for large uploads. */
final class Patience {

    /** The longest time in which nothing may move. */
    static final Duration LIMIT = Duration.ofSeconds(30);

    private Patience() {}

    /**
     * @param moved a count that grows while something moves
     * @param who is waited for, in the message of the failure
     * @throws IOException if nothing moves for too long, or the failure that the answer is
     */
    static <T> T await(CompletableFuture<T> answer, LongSupplier moved, String who)
            throws IOException, InterruptedException {
        return await(answer, moved, who, LIMIT);
    }

    static <T> T await(CompletableFuture<T> answer, LongSupplier moved, String who, Duration limit)
            throws IOException, InterruptedException {
        try {
            while (true) {
                long before = moved.getAsLong();
                try {
                    return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    if (moved.getAsLong() == before) {
                        throw new IOException(
                                who + " neither took anything nor answered for " + limit.toSeconds() + " s", e);
                    }
                }
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IOException("the upload failed", e.getCause());
        } finally {
            answer.cancel(true);
        }
    }
}
