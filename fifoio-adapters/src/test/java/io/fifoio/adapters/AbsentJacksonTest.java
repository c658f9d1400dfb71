package io.fifoio.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.adapters.csv.Csv;
import io.fifoio.adapters.jdbc.Rows;
import io.fifoio.adapters.testing.Without;
import io.fifoio.testing.NoLeakedThreads;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What works if a Jackson is missing, and what the others say. */
@ExtendWith(NoLeakedThreads.class)
final class AbsentJacksonTest {

    private static final String JACKSON_2 = "com.fasterxml.jackson.";
    private static final String JACKSON_3 = "tools.jackson.";

    static final class Elements implements Callable<String> {
        @Override
        public String call() throws Exception {
            return Csv.rows()
                    .of(List.of("n"), List.of(1, 2), (row, n) -> row.integer(n))
                    .feed(in -> new String(in.readAllBytes()));
        }
    }

    static final class RowsOfADatabase implements Callable<String> {
        @Override
        public String call() throws Exception {
            try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:")) {
                return Rows.query(connection, c -> c.prepareStatement("select 1 as n"))
                        .as(Csv.rows())
                        .feed(in -> new String(in.readAllBytes()));
            }
        }
    }

    static final class JsonBy2 implements Callable<String> {
        @Override
        public String call() throws Exception {
            return io.fifoio.adapters.json.Json.rows()
                    .of(List.of("n"), List.of(1, 2), (row, n) -> row.integer(n))
                    .feed(in -> new String(in.readAllBytes()));
        }
    }

    static final class JsonBy3 implements Callable<String> {
        @Override
        public String call() throws Exception {
            return io.fifoio.adapters.json3.Json.rows()
                    .of(List.of("n"), List.of(1, 2), (row, n) -> row.integer(n))
                    .feed(in -> new String(in.readAllBytes()));
        }
    }

    static final class JsonByAFactoryOf2 implements Callable<String> {
        @Override
        public String call() throws Exception {
            return io.fifoio.adapters.json.Json.with(new com.fasterxml.jackson.core.JsonFactory())
                    .rows()
                    .of(List.of("n"), List.of(1, 2), (row, n) -> row.integer(n))
                    .feed(in -> new String(in.readAllBytes()));
        }
    }

    static final class JsonBy2Twice implements Callable<String> {
        @Override
        public String call() throws Exception {
            try {
                return new JsonBy2().call();
            } catch (NoClassDefFoundError first) {
                return new JsonBy2().call();
            }
        }
    }

    @Test
    void csvNeedsNone() throws Exception {
        List<String> both = List.of(JACKSON_2, JACKSON_3);

        assertThat(Without.run(both, Elements.class)).isEqualTo("n\r\n1\r\n2\r\n");
        assertThat(Without.run(both, RowsOfADatabase.class)).isEqualTo("N\r\n1\r\n");
    }

    @Test
    void eachJsonNeedsItsOwnAlone() throws Exception {
        assertThat(Without.run(List.of(JACKSON_3), JsonBy2.class)).isEqualTo("[{\"n\":1},{\"n\":2}]");
        assertThat(Without.run(List.of(JACKSON_2), JsonBy3.class)).isEqualTo("[{\"n\":1},{\"n\":2}]");
    }

    @Test
    void theErrorNamesTheArtifactToAdd() {
        for (Class<? extends Callable<String>> code : List.of(JsonBy2.class, JsonBy2Twice.class)) {
            assertThatThrownBy(() -> Without.run(List.of(JACKSON_2), code))
                    .isInstanceOf(NoClassDefFoundError.class)
                    .hasMessage(
                            "io.fifoio.adapters.json needs Jackson 2.12 or newer: add com.fasterxml.jackson.core:jackson-core"
                                    + " (module com.fasterxml.jackson.core)")
                    .hasCauseInstanceOf(NoClassDefFoundError.class);
        }
        assertThatThrownBy(() -> Without.run(List.of(JACKSON_3), JsonBy3.class))
                .isInstanceOf(NoClassDefFoundError.class)
                .hasMessage("io.fifoio.adapters.json3 needs Jackson 3: add tools.jackson.core:jackson-core"
                        + " (module tools.jackson.core)");
    }

    /** What came with 2.12 is not there. */
    @Test
    void theErrorNamesTheLeastVersion() {
        for (Class<? extends Callable<String>> code : List.of(JsonBy2.class, JsonByAFactoryOf2.class)) {
            assertThatThrownBy(() -> Without.run(List.of(JACKSON_2 + "core.StreamWriteCapability"), code))
                    .isInstanceOf(NoClassDefFoundError.class)
                    .hasMessageStartingWith(
                            "io.fifoio.adapters.json needs Jackson 2.12 or newer: add com.fasterxml.jackson.core:jackson-core")
                    .hasCauseInstanceOf(NoClassDefFoundError.class);
        }
    }
}
