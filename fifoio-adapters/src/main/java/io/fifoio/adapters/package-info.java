/**
 * From code that writes to code that reads: a {@link io.fifoio.adapters.PushSource} is something that can write itself;
 * opened, it is an {@code InputStream} whose end of data means that the writing ended normally.
 */
@NullMarked
package io.fifoio.adapters;

import org.jspecify.annotations.NullMarked;
