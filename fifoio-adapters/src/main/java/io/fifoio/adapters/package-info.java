/**
 * The crossing: a {@link io.fifoio.adapters.PushSource} is something that can write itself; opened, it is an {@code
 * InputStream} whose end of data means that the writing ended well.
 */
@NullMarked
package io.fifoio.adapters;

import org.jspecify.annotations.NullMarked;
