/** CSV (RFC 4180), by the JDK alone. */
@NullMarked
package io.fifoio.adapters.csv;

import org.jspecify.annotations.NullMarked;
