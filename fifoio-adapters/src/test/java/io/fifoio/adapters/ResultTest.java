package io.fifoio.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.adapters.testing.Parts;
import io.fifoio.adapters.testing.Payload;
import io.fifoio.testing.NoLeakedThreads;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a stream reports once it has ended normally. */
@ExtendWith(NoLeakedThreads.class)
final class ResultTest {

    private static final byte[] PAYLOAD = Payload.ofSize(100_000);

    static Stream<PushSource> sources() {
        PushSource plain = out -> out.write(PAYLOAD);
        return Stream.of(plain, Parts.of(out -> out.write(PAYLOAD, 0, 10), out -> out.write(PAYLOAD, 10, 99_990)));
    }

    @ParameterizedTest
    @MethodSource("sources")
    void hasTheDigestsAskedFor(PushSource source) throws Exception {
        try (SourceInputStream in =
                source.open().digest("SHA-256").digest("MD5").digest("MD5")) {
            in.read();
            assertThat(in.read(new byte[100], 50, 50)).isPositive();
            in.skipNBytes(5000);
            in.readAllBytes();

            Summary result = in.result();
            for (String algorithm : new String[] {"SHA-256", "MD5"}) {
                byte[] expected = MessageDigest.getInstance(algorithm).digest(PAYLOAD);
                assertThat(result.digest(algorithm)).isEqualTo(expected);
                result.digest(algorithm)[0]++;
                assertThat(result.digest(algorithm)).as("after changing a copy").isEqualTo(expected);
                assertThat(in.result().digest(algorithm)).as("again").isEqualTo(expected);
            }
            assertThat(result).hasToString("Summary[100000 bytes in " + result.duration() + "]");
        }
    }

    @ParameterizedTest
    @MethodSource("sources")
    void hasNoDigestThatWasNotAskedFor(PushSource source) throws Exception {
        try (SourceInputStream in = source.open().digest("MD5")) {
            in.readAllBytes();

            assertThatThrownBy(() -> in.result().digest("SHA-1"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("\"SHA-1\"")
                    .hasMessageContaining("[MD5]");
        }
    }

    @ParameterizedTest
    @MethodSource("sources")
    void hasNoDigestAskedForTooLate(PushSource source) throws Exception {
        try (SourceInputStream in = source.open()) {
            in.start();
            in.digest("MD5");
            in.read();

            assertThatThrownBy(() -> in.digest("SHA-1"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("1 bytes were read");
        }
    }

    @Test
    void refusesADigestThatDoesNotExist() throws IOException {
        try (SourceInputStream in = Parts.of(out -> {}).open()) {
            assertThatThrownBy(() -> in.digest("MD0"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("\"MD0\"");
        }
    }

    @Test
    void hasTheDigestOfNothing() throws Exception {
        try (SourceInputStream in = Parts.of(out -> {}).open().digest("MD5")) {
            in.read();

            assertThat(in.result().digest("MD5"))
                    .isEqualTo(MessageDigest.getInstance("MD5").digest());
        }
    }
}
