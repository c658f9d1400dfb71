/** Large values on real databases. */
@NullMarked
package io.fifoio.integration.jdbc;

import org.jspecify.annotations.NullMarked;
