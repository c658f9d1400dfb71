/**
 * JSON by Jackson 3 ({@code tools.jackson.core:jackson-core}); for Jackson 2 there is {@code io.fifoio.adapters.json}.
 * Everything is in {@link io.fifoio.adapters.json3.Json}.
 *
 * <ul>
 *   <li>To write one document with a callback, use {@code Json.of}.
 *   <li>To write the elements of a list, an iterator or a stream, use {@code Json.array}, or {@code Json.lines} for one
 *       document on each line (NDJSON).
 *   <li>To write the rows of a query, give {@code Json.rows()} or {@code Json.rowLines()} to {@code
 *       Rows.query(...).as}.
 *   <li>To write CBOR, Smile or the like, or with settings of your own, start with {@code Json.with}.
 * </ul>
 */
@NullMarked
package io.fifoio.adapters.json3;

import org.jspecify.annotations.NullMarked;
