package io.fifoio.adapters.jdbc;

import io.fifoio.adapters.OpenedStreamContract;
import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.Row;
import io.fifoio.adapters.RowFormat;
import io.fifoio.adapters.RowWriter;
import io.fifoio.adapters.SteppedStreamContract;
import io.fifoio.adapters.StepwiseSource;
import io.fifoio.adapters.csv.Csv;
import io.fifoio.adapters.testing.Payload;
import io.fifoio.adapters.testing.Probe;
import io.fifoio.adapters.testing.Probe.Point;
import io.fifoio.adapters.testing.ProbedRows;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract for rows of a database, among them BLOBs. */
final class RowsStreamTest extends SteppedStreamContract {

    private static final String URL = "jdbc:h2:mem:stream";
    private static final int ROWS = 10;

    /** Keeps the database. */
    private static Connection keeper;

    @BeforeAll
    static void fill() throws Exception {
        keeper = DriverManager.getConnection(URL);
        keeper.createStatement().execute("create table parts(id int primary key, part blob)");
        try (PreparedStatement insert = keeper.prepareStatement("insert into parts values (?, ?)")) {
            for (int id = 0; id < ROWS; id++) {
                insert.setInt(1, id);
                insert.setBytes(2, Payload.ofSize(OpenedStreamContract.LENGTH / ROWS));
                insert.executeUpdate();
            }
        }
    }

    @AfterAll
    static void drop() throws Exception {
        keeper.close();
    }

    @Override
    public StepwiseSource source(Probe probe) {
        org.h2.jdbcx.JdbcDataSource dataSource = new org.h2.jdbcx.JdbcDataSource();
        dataSource.setURL(URL);
        RowFormat probed = (out, columns) -> new Probed(Csv.rows().begin(out, columns), probe);
        return Rows.query(dataSource, connection -> connection.prepareStatement("select * from parts order by id"))
                .as(probed);
    }

    @Override
    public PushSource closingSource(Probe probe) {
        return ProbedRows.closing(Csv.rows(), probe);
    }

    private static final class Probed extends DelegatingRowWriter {
        private final Probe probe;
        private int rows;

        Probed(RowWriter writer, Probe probe) {
            super(writer);
            this.probe = probe;
        }

        @Override
        public Row integer(long value) throws IOException {
            if (rows == 0) {
                at(Point.START);
            }
            if (rows == ROWS / 2) {
                at(Point.MIDDLE);
            }
            return super.integer(value);
        }

        @Override
        public void endRow() throws IOException {
            super.endRow();
            if (++rows == ROWS) {
                at(Point.END);
            }
        }

        private void at(Point point) {
            this.<RuntimeException>raise(point);
        }

        /** What the probe throws, checked or not, where no checked exception is foreseen. */
        @SuppressWarnings("unchecked")
        private <X extends Exception> void raise(Point point) throws X {
            try {
                probe.at(point);
            } catch (Exception e) {
                throw (X) e;
            }
        }
    }
}
