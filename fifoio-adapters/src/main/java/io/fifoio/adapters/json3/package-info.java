/** JSON by Jackson 3 ({@code tools.jackson.core:jackson-core}). */
@NullMarked
package io.fifoio.adapters.json3;

import org.jspecify.annotations.NullMarked;
