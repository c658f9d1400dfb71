/** The inner room: what the crossing and its adapters need alike. Not exported; it knows none of them. */
@NullMarked
package io.fifoio.adapters.inner;

import org.jspecify.annotations.NullMarked;
