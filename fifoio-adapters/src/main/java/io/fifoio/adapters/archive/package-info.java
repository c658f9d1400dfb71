/**
 * Archives by Apache Commons Compress ({@code org.apache.commons:commons-compress}):
 * {@link io.fifoio.adapters.archive.Tar} and {@link io.fifoio.adapters.archive.Zip}, written from a
 * {@link io.fifoio.adapters.archive.Folder} or from any {@link io.fifoio.adapters.archive.Entry entries}, read entry by
 * entry or extracted.
 */
@NullMarked
package io.fifoio.adapters.archive;

import org.jspecify.annotations.NullMarked;
