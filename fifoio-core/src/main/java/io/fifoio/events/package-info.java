@NullMarked
package io.fifoio.events;

import org.jspecify.annotations.NullMarked;
