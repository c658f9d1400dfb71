@NullMarked
package io.fifoio.gate;

import org.jspecify.annotations.NullMarked;
