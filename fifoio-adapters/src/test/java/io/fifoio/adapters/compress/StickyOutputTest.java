package io.fifoio.adapters.compress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.fifoio.adapters.Codec;
import io.fifoio.testing.NoLeakedThreads;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Encoders over an output that throws the exception of its first failure again and again, when it is closed too. */
@ExtendWith(NoLeakedThreads.class)
final class StickyOutputTest {

    private static final class Sticky extends OutputStream {

        private final IOException failure = new IOException("the output's");
        private int writes;
        private boolean failed;

        Sticky(int writes) {
            this.writes = writes;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] b, int off, int len) throws IOException {
            failed = failed || writes-- == 0;
            close();
        }

        @Override
        public void close() throws IOException {
            if (failed) {
                throw failure;
            }
        }
    }

    static Stream<Codec> codecs() {
        return Stream.concat(Arrays.stream(Compression.values()), Stream.of(ParallelGzip.level(6)));
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void throwWhatItHasThrown(Codec codec) {
        for (int writes = 0; writes < 5; writes++) {
            Sticky out = new Sticky(writes);

            Throwable thrown = catchThrowable(() -> {
                OutputStream encoder = codec.encode(out);
                catchThrowable(() -> encoder.write(1));
                encoder.close();
            });

            assertThat(thrown).as("after %d writes", writes).isSameAs(out.failed ? out.failure : null);
        }
    }
}
