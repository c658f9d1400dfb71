/**
 * Archives by Apache Commons Compress ({@code org.apache.commons:commons-compress}): {@link io.fifoio.adapters.archive.Tar} and {@link
 * io.fifoio.adapters.archive.Zip}, written of a {@link io.fifoio.adapters.archive.Folder} or of any {@link
 * io.fifoio.adapters.archive.Entry entries}, read one by one or extracted.
 */
@NullMarked
package io.fifoio.adapters.archive;

import org.jspecify.annotations.NullMarked;
