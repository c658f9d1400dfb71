package io.fifoio.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.adapters.testing.Payload;
import io.fifoio.testing.NoLeakedThreads;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** All settings of a source, made at once. */
@ExtendWith(NoLeakedThreads.class)
final class CompositionTest {

    private static final byte[] PAYLOAD = Payload.ofSize(300_000);

    private final AtomicReference<byte[]> plainDigest = new AtomicReference<>();
    private final AtomicLong compressedLength = new AtomicLong();
    private final List<Long> progress = new ArrayList<>();
    private final ByteArrayOutputStream copy = new ByteArrayOutputStream();

    private PushSource source() {
        return PushSource.from(PAYLOAD)
                .through(Taps.digest("SHA-256", plainDigest::set))
                .through(Taps.progress(100_000, progress::add))
                .through(GZIPOutputStream::new)
                .through(Taps.count(compressedLength::set))
                .through(Taps.tee(copy))
                .through(Taps.limit(400_000))
                .once();
    }

    @ParameterizedTest
    @EnumSource
    void isWhatItsPartsAre(Engines engine) throws Exception {
        PushSource source = source();
        byte[] compressed;
        Summary result;
        try (SourceInputStream in = engine.open(source).digest("MD5")) {
            compressed = in.readAllBytes();
            result = in.result();
        }

        assertThat(new GZIPInputStream(new ByteArrayInputStream(compressed)).readAllBytes())
                .as("seed " + Payload.SEED)
                .isEqualTo(PAYLOAD);
        assertThat(plainDigest.get())
                .isEqualTo(MessageDigest.getInstance("SHA-256").digest(PAYLOAD));
        assertThat(compressedLength).hasValue(compressed.length);
        assertThat(progress).hasSize(3);
        assertThat(copy.toByteArray()).isEqualTo(compressed);
        assertThat(result.bytes()).isEqualTo(compressed.length);
        assertThat(result.digest("MD5"))
                .isEqualTo(MessageDigest.getInstance("MD5").digest(compressed));
        assertThatThrownBy(source::open).isInstanceOf(IllegalStateException.class);
    }
}
