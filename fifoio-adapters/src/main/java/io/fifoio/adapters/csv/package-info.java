/**
 * CSV (RFC 4180), with nothing but the JDK. {@link io.fifoio.adapters.csv.Csv#rows()} writes a first line with the
 * names of the columns, {@link io.fifoio.adapters.csv.Csv#rowsWithoutHeader()} does not. Either takes the rows of a
 * query ({@code Rows.query(...).as(Csv.rows())}) or your own elements
 * ({@code Csv.rows().of(columns, elements, mapping)}).
 */
@NullMarked
package io.fifoio.adapters.csv;

import org.jspecify.annotations.NullMarked;
