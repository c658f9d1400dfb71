package io.fifoio.adapters.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.SourceInputStream;
import io.fifoio.adapters.csv.Csv;
import io.fifoio.testing.NoLeakedThreads;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NoLeakedThreads.class)
final class OnAThreadTest {

    private static final List<Function<PushSource, SourceInputStream>> OPENINGS =
            List.of(source -> new OnAThread(source).open(), source -> new OnAThread(source).open(1 << 20));

    /** Five bytes, of which it says that they are more or fewer. */
    private record Announced(long bytes) implements PushSource {

        @Override
        public OptionalLong length() {
            return OptionalLong.of(bytes);
        }

        @Override
        public void writeTo(OutputStream out) throws Exception {
            out.write(new byte[5]);
        }
    }

    @Test
    void aSourceIsHeldToTheLengthThatItKnows() throws Exception {
        for (long wrong : new long[] {4, 6}) {
            try (SourceInputStream in = new OnAThread(new Announced(wrong)).open()) {
                assertThatThrownBy(in::readAllBytes).hasMessageContaining(wrong + " were announced");
            }
        }
        try (SourceInputStream in = new OnAThread(new Announced(5)).open()) {
            assertThat(in.readAllBytes()).hasSize(5);
        }
    }

    @Test
    void oneThatCouldBeWrittenInStepsHasAThreadToo() throws Exception {
        AtomicReference<Thread> writer = new AtomicReference<>();
        PushSource steps = PushSource.from(() -> {
            writer.set(Thread.currentThread());
            return new ByteArrayInputStream(new byte[3]);
        });
        try (SourceInputStream in = new OnAThread(steps).open()) {
            assertThat(in.readAllBytes()).hasSize(3);
        }
        assertThat(writer.get()).isNotSameAs(Thread.currentThread());
    }

    private static PushSource rowsThatClose(Connection handedOver) {
        return Rows.query(handedOver, c -> c.prepareStatement("select x as id from system_range(1, 3)"))
                .closingConnection()
                .as(Csv.rowsWithoutHeader());
    }

    @Test
    void whatASourceForOneUseOwnsIsGivenBackThoughItIsNotRead() throws Exception {
        for (Function<PushSource, SourceInputStream> opening : OPENINGS) {
            Connection handedOver = DriverManager.getConnection("jdbc:h2:mem:");
            SourceInputStream in = opening.apply(rowsThatClose(handedOver));
            assertThat(handedOver.isClosed()).as("before it is closed").isFalse();

            in.close();
            in.close();

            assertThat(handedOver.isClosed()).isTrue();
        }
    }

    @Test
    void whatASourceForOneUseOwnsIsGivenBackWhenItIsRead() throws Exception {
        for (Function<PushSource, SourceInputStream> opening : OPENINGS) {
            Connection handedOver = DriverManager.getConnection("jdbc:h2:mem:");
            try (SourceInputStream in = opening.apply(rowsThatClose(handedOver))) {
                assertThat(new String(in.readAllBytes(), StandardCharsets.US_ASCII))
                        .isEqualTo("1\r\n2\r\n3\r\n");
                in.result();
            }
            assertThat(handedOver.isClosed()).isTrue();
        }
    }

    @Test
    void aConnectionThatWasHandedOverIsClosedWhereTheValueIsTooLong() throws Exception {
        Connection handedOver = DriverManager.getConnection("jdbc:h2:mem:");
        try (Connection h2 = DriverManager.getConnection("jdbc:h2:mem:")) {
            h2.setAutoCommit(false);
            Connection unknown = OtherDriver.around(
                    h2,
                    (method, arguments, call) ->
                            method.getName().equals("getDriverName") ? "another driver" : call.call());
            try (PreparedStatement insert = unknown.prepareStatement("values cast(? as blob)")) {
                LobUpdate update = LobUpdate.of(insert)
                        .blob(1, rowsThatClose(handedOver).ofLength(Blobs.LARGEST_IN_MEMORY + 1), Way.MEMORY);
                assertThatThrownBy(update::executeUpdate)
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("is longer than")
                        .hasNoSuppressedExceptions();
            }
        }
        assertThat(handedOver.isClosed()).isTrue();
    }
}
