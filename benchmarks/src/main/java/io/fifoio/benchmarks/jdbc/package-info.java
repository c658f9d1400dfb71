/**
 * Large values and databases: each figure is the time of one call, since a value takes seconds. {@code JdbcTable} runs it all, in rounds, in
 * JVMs of their own.
 */
@NullMarked
package io.fifoio.benchmarks.jdbc;

import org.jspecify.annotations.NullMarked;
