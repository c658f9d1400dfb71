/** Uploads by clients that are not ours to servers that are not ours, as {@code docs/uploads.md} shows them. */
@NullMarked
package io.fifoio.integration.uploads;

import org.jspecify.annotations.NullMarked;
