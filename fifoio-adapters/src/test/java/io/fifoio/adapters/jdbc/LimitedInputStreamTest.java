package io.fifoio.adapters.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.IncompleteStreamException;
import io.fifoio.adapters.PushSource;
import io.fifoio.testing.NoLeakedThreads;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NoLeakedThreads.class)
final class LimitedInputStreamTest {

    private static final int MIB = 1 << 20;

    @Test
    void hasNoEndAfterItWasTooLong() throws Exception {
        InputStream in = limited(3, new Limit(2, "as told"));
        byte[] buffer = new byte[2];
        assertThat(in.read(buffer)).isEqualTo(2);
        assertThatThrownBy(() -> in.read(buffer)).isInstanceOf(Limit.TooLarge.class);
        assertThatThrownBy(() -> in.read(buffer)).isInstanceOf(Limit.TooLarge.class);
        assertThatThrownBy(in::read).isInstanceOf(Limit.TooLarge.class);
    }

    @Test
    void countsWhatIsSkipped() throws Exception {
        InputStream in = limited(3, new Limit(2, "as told"));
        assertThat(in.skip(-1)).isZero();
        assertThat(in.skip(2)).isEqualTo(2);
        assertThatThrownBy(() -> in.skip(1)).isInstanceOf(Limit.TooLarge.class);
    }

    private static InputStream limited(int length, Limit limit) {
        return new LimitedInputStream(new ByteArrayInputStream(new byte[length]), limit);
    }

    /** As one does that pads what is missing: it has read all of the source, which alone proves nothing. */
    @Test
    void isNotWholeForADriverThatDropsThatItWasTooLong() throws Exception {
        byte[] mib = new byte[MIB];
        PushSource tooLong = out -> {
            for (int i = 0; i < 1023; i++) {
                out.write(mib);
            }
            out.write(mib, 0, MIB - (1 << 16) + 1);
        };
        try (Connection h2 = DriverManager.getConnection("jdbc:h2:mem:")) {
            h2.setAutoCommit(false);
            Connection postgresql = OtherDriver.around(
                    h2,
                    (method, arguments, real) ->
                            method.getName().equals("getDriverName") ? "PostgreSQL JDBC Driver" : real.call());
            try (PreparedStatement insert = LossyDriver.reading(postgresql, in -> {
                byte[] buffer = new byte[MIB];
                try {
                    while (in.read(buffer) >= 0) {
                        // It sends it.
                    }
                } catch (IOException dropped) {
                    // It pads.
                }
            })) {
                assertThatThrownBy(() -> LobUpdate.of(insert)
                                .blob(1, tooLong, Way.STREAM)
                                .executeUpdate())
                        .isInstanceOf(IncompleteStreamException.class)
                        .hasMessageContaining("the value is longer than 1073676288 bytes");
            }
        }
    }
}
