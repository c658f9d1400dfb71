/** Large objects by JDBC (module {@code java.sql}). */
@NullMarked
package io.fifoio.adapters.jdbc;

import org.jspecify.annotations.NullMarked;
