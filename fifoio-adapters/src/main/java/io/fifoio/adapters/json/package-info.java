/** JSON by Jackson 2 ({@code com.fasterxml.jackson.core:jackson-core}). */
@NullMarked
package io.fifoio.adapters.json;

import org.jspecify.annotations.NullMarked;
