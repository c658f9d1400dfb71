package io.fifoio.adapters.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Text is passed on as UTF-8, strictly: anything that is not UTF-8 fails instead of turning into question marks. */
final class Utf8 {

    private Utf8() {}

    static Reader reader(InputStream in) {
        return new InputStreamReader(in, decoder());
    }

    /**
     * Returns the same bytes, as long as they are text; otherwise reading throws a {@code CharacterCodingException}.
     */
    static InputStream checked(InputStream in) {
        return new Utf8InputStream(in, decoder());
    }

    static String decode(byte[] bytes) throws IOException {
        return decoder().decode(ByteBuffer.wrap(bytes)).toString();
    }

    private static CharsetDecoder decoder() {
        return StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }
}
