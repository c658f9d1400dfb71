/** Servers that are not ours answer with a source, as {@code docs/downloads.md} shows them. */
@NullMarked
package io.fifoio.integration.downloads;

import org.jspecify.annotations.NullMarked;
