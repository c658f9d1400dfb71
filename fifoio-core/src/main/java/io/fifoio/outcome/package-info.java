@NullMarked
package io.fifoio.outcome;

import org.jspecify.annotations.NullMarked;
