/** Tests that the benchmarks measure what they say; nothing is timed. */
@NullMarked
package io.fifoio.benchmarks;

import org.jspecify.annotations.NullMarked;
