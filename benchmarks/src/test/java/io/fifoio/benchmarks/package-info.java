/** That the benchmarks measure what they say; nothing timed. */
@NullMarked
package io.fifoio.benchmarks;

import org.jspecify.annotations.NullMarked;
