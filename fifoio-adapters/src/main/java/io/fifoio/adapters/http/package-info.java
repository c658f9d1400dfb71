/**
 * Uploads, written while they are sent.
 *
 * <ul>
 *   <li>To send a source with the HTTP client of the JDK (module {@code java.net.http}), use
 *       {@link io.fifoio.adapters.http.UploadBody}.
 *   <li>To send a form with files ({@code multipart/form-data}) with any client, use
 *       {@link io.fifoio.adapters.http.MultipartForm}.
 *   <li>For other clients, take {@link io.fifoio.adapters.SourcePublisher} (Reactive Streams) or an opened source;
 *       {@code docs/uploads.md} has tested programs.
 *   <li>To answer with a source, in a server, take one of the programs of {@code docs/downloads.md}: many end what was
 *       cut as if it were whole.
 * </ul>
 */
@NullMarked
package io.fifoio.adapters.http;

import org.jspecify.annotations.NullMarked;
