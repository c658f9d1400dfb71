/**
 * Large values and databases: each figure is the time of one call, because a value takes seconds. {@code JdbcTable}
 * runs everything, in rounds, in separate JVMs.
 */
@NullMarked
package io.fifoio.benchmarks.jdbc;

import org.jspecify.annotations.NullMarked;
