package io.fifoio;

import static org.assertj.core.api.Assertions.assertThat;

import io.fifoio.testing.NoLeakedThreads;
import io.fifoio.testing.Running;
import java.io.IOException;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The cases of Okio's {@code Pipe}. */
@ExtendWith(NoLeakedThreads.class)
final class SegmentPipeCasesTest {

    @Test
    void sixteenMebibytesThroughARingOfAThousandBytesHaveTheSameDigest() throws Exception {
        long seed = 91;
        Fifo fifo = Fifo.ofCapacity(1000);
        Running<byte[]> writer = Running.start(() -> write(fifo.output(), new Random(seed)));

        DigestInputStream input = new DigestInputStream(fifo.input(), sha256());
        byte[] target = new byte[8192];
        long length = 0;
        int count;
        while ((count = input.read(target)) != -1) {
            length += count;
        }

        assertThat(length).isEqualTo(16L << 20);
        assertThat(input.getMessageDigest().digest()).as("seed %d", seed).isEqualTo(writer.result());
    }

    private static byte[] write(FifoOutputStream output, Random random) throws Exception {
        try (DigestOutputStream digesting = new DigestOutputStream(output, sha256())) {
            byte[] source = new byte[8192];
            for (int i = 0; i < (16 << 20) / source.length; i++) {
                random.nextBytes(source);
                digesting.write(source, 0, source.length);
            }
            output.complete();
            return digesting.getMessageDigest().digest();
        }
    }

    private static MessageDigest sha256() throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-256");
    }

    @Test
    void aWriterWithASlowReaderReturnsWhenTheLastByteFits() throws IOException {
        Fifo fifo = Fifo.ofCapacity(3);
        Running<Void> write = Running.blocked(() -> fifo.output().write(Bytes.of("abcdefghijkl")));

        assertThat(fifo.input().readNBytes(3)).isEqualTo(Bytes.of("abc"));
        write.awaitParked();
        assertThat(fifo.input().readNBytes(5)).isEqualTo(Bytes.of("defgh"));
        write.awaitParked();
        assertThat(fifo.input().readNBytes(1)).isEqualTo(Bytes.of("i"));

        write.result();
        assertThat(fifo.input().readNBytes(3)).isEqualTo(Bytes.of("jkl"));
    }

    @Test
    void aReaderWithASlowWriterReturnsWhenTheLastByteIsThere() throws IOException {
        Fifo fifo = Fifo.ofCapacity(3);
        Running<byte[]> read = Running.blocked(() -> fifo.input().readNBytes(12));

        for (String part : new String[] {"abc", "defgh", "ijk"}) {
            fifo.output().write(Bytes.of(part));
            read.awaitParked();
        }
        fifo.output().write('l');

        assertThat(read.result()).isEqualTo(Bytes.of("abcdefghijkl"));
    }
}
