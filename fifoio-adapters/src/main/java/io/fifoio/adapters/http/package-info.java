/** Uploads: bodies for the HTTP client of the JDK (module {@code java.net.http}), and forms with files for any client. */
@NullMarked
package io.fifoio.adapters.http;

import org.jspecify.annotations.NullMarked;
