/** The inner room: what both the crossing and its adapters need. It is not exported, and refers to none of them. */
@NullMarked
package io.fifoio.adapters.inner;

import org.jspecify.annotations.NullMarked;
