package io.fifoio.adapters.compress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

final class GatheringInputStreamTest {

    private static final byte[] ENCODED = {1, 2, 3, 4, 5, 6, 7, 8};

    private final InputStream encoded = new ByteArrayInputStream(ENCODED);

    /** Gives a byte at a time, however many are asked for. */
    private static InputStream inPieces(InputStream encoded) {
        return new FilterInputStream(encoded) {
            @Override
            public int read(byte[] b, int off, int len) throws IOException {
                return super.read(b, off, Math.min(1, len));
            }
        };
    }

    @Test
    void piecesAreGatheredAsManyAsTheReaderTakes() throws Exception {
        InputStream in = new GatheringInputStream(inPieces(encoded), encoded);
        byte[] read = new byte[7];

        assertThat(in.read(read, 1, 5)).isEqualTo(5);

        assertThat(read).containsExactly(0, 1, 2, 3, 4, 5, 0);
        assertThat(in.read(read, 0, 7)).isEqualTo(3);
        assertThat(in.read(read, 0, 7)).isEqualTo(-1);
        assertThat(in.read()).isEqualTo(-1);
    }

    @Test
    void nothingIsWaitedForOnceThereIsAPiece() throws Exception {
        InputStream nothingThere = InputStream.nullInputStream();
        InputStream in = new GatheringInputStream(inPieces(encoded), nothingThere);

        assertThat(in.read(new byte[8], 0, 8)).isEqualTo(1);
    }

    @Test
    void whatCameBeforeAFailureIsGivenFirst() throws Exception {
        IOException damaged = new IOException("damaged");
        InputStream in = new GatheringInputStream(failingAfterTwo(damaged), encoded);

        assertThat(in.read(new byte[8], 0, 8)).isEqualTo(2);

        assertThatThrownBy(() -> in.read(new byte[8], 0, 8)).isSameAs(damaged);
        assertThatThrownBy(in::read).isSameAs(damaged);
    }

    @Test
    void soIsOneThatADecoderDidNotExpectItself() throws Exception {
        RuntimeException unexpected = new ArrayIndexOutOfBoundsException("-1");
        InputStream in = new GatheringInputStream(failingAfterTwo(unexpected), encoded);

        assertThat(in.read(new byte[8], 0, 8)).isEqualTo(2);

        assertThatThrownBy(() -> in.read(new byte[8], 0, 8)).isSameAs(unexpected);
    }

    private InputStream failingAfterTwo(Exception failure) {
        return new FilterInputStream(inPieces(encoded)) {
            private int pieces;

            @Override
            public int read(byte[] b, int off, int len) throws IOException {
                if (pieces++ == 2) {
                    if (failure instanceof IOException checked) {
                        throw checked;
                    }
                    throw (RuntimeException) failure;
                }
                return super.read(b, off, len);
            }
        };
    }
}
