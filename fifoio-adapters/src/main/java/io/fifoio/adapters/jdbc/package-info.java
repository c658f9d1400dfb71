/**
 * Large values and many rows by JDBC (module {@code java.sql}), in bounded memory.
 *
 * <ul>
 *   <li>To write one large value, use {@link io.fifoio.adapters.jdbc.Blobs}; to write several of a row, or text, {@link
 *       io.fifoio.adapters.jdbc.LobUpdate}.
 *   <li>To read one, use {@link io.fifoio.adapters.jdbc.LobQuery}.
 *   <li>To store one of any size in any database, use {@link io.fifoio.adapters.jdbc.Chunks}, which cut it into rows of a table; {@code
 *       LobQuery.chunked()} reads it back.
 *   <li>To write the rows of a query as JSON or CSV, use {@link io.fifoio.adapters.jdbc.Rows}.
 *   <li>To load or unload many rows as text, use {@link io.fifoio.adapters.jdbc.BulkLoad} ({@code COPY}, {@code LOAD DATA LOCAL}).
 *   <li>To find out what of this a connection can do, and in how much memory, print {@link io.fifoio.adapters.jdbc.Capabilities}.
 * </ul>
 */
@NullMarked
package io.fifoio.adapters.jdbc;

import org.jspecify.annotations.NullMarked;
