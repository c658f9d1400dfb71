package io.fifoio.adapters.compress;

import io.fifoio.adapters.Workers;
import java.io.IOException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/**
 * A ring of blocks: the writing thread fills them and gets them back in the same order, and workers deflate them in
 * between. Three counts that only grow say whose a block is: {@code returned <= taken <= filled <= returned +
 * ring.length}. From {@code returned} to {@code taken} they are with the workers or deflated, from there to
 * {@code filled} they wait for a worker, and all others are the writing thread's. Their contents are passed on with the
 * counts, by the lock.
 */
class GzipBlocks {

    private final int level;
    private final int threads;
    private final int size;
    private final GzipBlock[] ring;
    private final Workers workers;

    private final ReentrantLock lock = new ReentrantLock();

    /** What workers wait for: another block is filled, or there will be none. */
    private final Condition work = lock.newCondition();

    /** What the writing thread waits for: another block is deflated, or a worker has failed. */
    private final Condition progress = lock.newCondition();

    // Guarded by the lock; what only the writing thread changes, that thread may read without it.
    private long filled;
    private long taken;
    private final boolean[] deflated;
    private boolean ended;
    private @Nullable Throwable failure;

    // Used by the writing thread only.
    private long returned;
    private int started;

    /** @param size how many bytes a block holds */
    GzipBlocks(int level, int threads, int size) {
        this.level = level;
        this.threads = threads;
        this.size = size;
        // While each worker has one block, there is another one for each to go on with, and one to be filled.
        this.ring = new GzipBlock[2 * threads + 1];
        this.deflated = new boolean[ring.length];
        this.workers = Workers.lend(threads);
        this.ring[0] = new GzipBlock(size);
    }

    /** Returns the block to be filled. */
    GzipBlock current() {
        return ring[place(filled)];
    }

    /** Whether any block has been handed over. */
    boolean inUse() {
        return filled > 0;
    }

    /** Hands the current block over to be deflated, and starts one more worker, up to the full number. */
    void handOver() {
        lock.lock();
        try {
            deflated[place(filled)] = false;
            filled++;
            work.signal();
        } finally {
            lock.unlock();
        }
        if (started < threads) {
            started++;
            workers.execute(this::deflateAll);
        }
    }

    /** Makes the next block the current one, if one is free. */
    void advance() {
        int next = place(filled);
        GzipBlock block = ring[next];
        if (block == null) {
            block = new GzipBlock(size);
            ring[next] = block;
        }
        block.follow(ring[place(filled - 1)]);
    }

    /** Whether no block is free. */
    boolean isFull() {
        return filled - returned == ring.length;
    }

    /** Whether all blocks that were handed over are back. */
    boolean isEmpty() {
        return filled == returned;
    }

    /**
     * Returns the oldest block that was handed over, once it is deflated.
     *
     * @param wait whether to wait for it
     * @return null if it is not deflated yet, and this does not wait
     * @throws IOException if deflating failed
     */
    @Nullable
    GzipBlock oldest(boolean wait) throws IOException {
        int place = place(returned);
        lock.lock();
        try {
            while (failure == null && !deflated[place]) {
                if (!wait) {
                    return null;
                }
                progress.awaitUninterruptibly(); // for as long as a block takes, a few milliseconds
            }
            if (failure != null) {
                throw new IOException("deflating a block failed: " + failure, failure);
            }
            return ring[place];
        } finally {
            lock.unlock();
        }
    }

    /** Takes note that the oldest block has been written and is free again. */
    void giveBack() {
        returned++;
    }

    /** Ends the workers; blocks that they have not begun are dropped. */
    void end() {
        lock.lock();
        try {
            ended = true;
            work.signalAll();
        } finally {
            lock.unlock();
        }
        workers.close();
    }

    /** What a worker does. */
    private void deflateAll() {
        Deflater deflater = null;
        try {
            deflater = new Deflater(level, true);
            for (long mine = take(); mine >= 0; mine = take()) {
                ring[place(mine)].deflate(deflater);
                done(mine);
            }
        } catch (Throwable t) {
            fail(t);
        } finally {
            if (deflater != null) {
                deflater.end();
            }
        }
    }

    /** @return the number of the next block to be deflated, or -1 if there will be none */
    private long take() throws InterruptedException {
        lock.lock();
        try {
            while (taken == filled && !ended) {
                work.await();
            }
            return ended ? -1 : taken++;
        } finally {
            lock.unlock();
        }
    }

    private void done(long number) {
        lock.lock();
        try {
            deflated[place(number)] = true;
            progress.signal();
        } finally {
            lock.unlock();
        }
    }

    private void fail(Throwable thrown) {
        lock.lock();
        try {
            if (failure == null) {
                failure = thrown;
            }
            progress.signal();
        } finally {
            lock.unlock();
        }
    }

    private int place(long number) {
        return (int) (number % ring.length);
    }
}
