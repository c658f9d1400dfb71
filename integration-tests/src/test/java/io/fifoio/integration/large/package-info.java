/** More data than the heap holds, through every format. */
@NullMarked
package io.fifoio.integration.large;

import org.jspecify.annotations.NullMarked;
