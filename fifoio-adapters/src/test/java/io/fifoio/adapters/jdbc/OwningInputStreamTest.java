package io.fifoio.adapters.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a driver's stream must not do to whoever reads it. */
final class OwningInputStreamTest {

    @Test
    void tellsOfADriverThatFailsToSayHowMuchIsThere() throws Exception {
        IllegalStateException failure = new IllegalStateException("the driver's");
        try (InputStream in = new OwningInputStream(
                new ByteArrayInputStream(new byte[] {7}) {
                    @Override
                    public synchronized int available() {
                        throw failure;
                    }
                },
                List.of())) {
            assertThatThrownBy(in::available)
                    .isInstanceOf(IOException.class)
                    .hasMessage("the driver failed while the value was read: " + failure)
                    .hasCause(failure);

            assertThat(in.read()).as("which is no reason not to read it").isEqualTo(7);
        }
    }
}
