/** Compression by what the JDK has. */
@NullMarked
package io.fifoio.adapters.compress;

import org.jspecify.annotations.NullMarked;
