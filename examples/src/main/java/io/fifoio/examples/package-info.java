/** One small program per use: the ones that the README shows. */
@NullMarked
package io.fifoio.examples;

import org.jspecify.annotations.NullMarked;
