/**
 * The stream pair: {@link io.fifoio.Fifo} makes it, {@link io.fifoio.FifoOutputStream} writes, {@link
 * io.fifoio.FifoInputStream} reads. Truncated data never looks complete: a writer that ends without saying that it is
 * done is a failure for the reader.
 */
@NullMarked
package io.fifoio;

import org.jspecify.annotations.NullMarked;
