/** Uploads by the HTTP client of the JDK (module {@code java.net.http}). */
@NullMarked
package io.fifoio.adapters.http;

import org.jspecify.annotations.NullMarked;
