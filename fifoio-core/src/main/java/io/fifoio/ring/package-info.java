@NullMarked
package io.fifoio.ring;

import org.jspecify.annotations.NullMarked;
