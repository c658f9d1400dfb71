/**
 * The pair and its rivals, measured in the same run. Classes that hold benchmarks or their state are not final, because
 * JMH generates subclasses of them.
 */
@NullMarked
package io.fifoio.benchmarks;

import org.jspecify.annotations.NullMarked;
