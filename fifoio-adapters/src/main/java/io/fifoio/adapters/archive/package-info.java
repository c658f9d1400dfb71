/** Archives by Apache Commons Compress ({@code org.apache.commons:commons-compress}). */
@NullMarked
package io.fifoio.adapters.archive;

import org.jspecify.annotations.NullMarked;
