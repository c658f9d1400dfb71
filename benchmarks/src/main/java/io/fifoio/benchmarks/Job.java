package io.fifoio.benchmarks;

/** What one thread does in one invocation. */
@FunctionalInterface
interface Job {

    void run() throws Exception;
}
