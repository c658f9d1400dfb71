package io.fifoio.adapters.testing;

import io.fifoio.adapters.PushSource;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;

/**
 * Writes one byte that can be read, then waits for the gate, without noticing its reader; only an interrupt ends it
 * before.
 */
public record DeafSource(CountDownLatch gate) implements PushSource {

    @Override
    public void writeTo(OutputStream out) throws Exception {
        out.write(new byte[2]);
        Await.open(gate);
    }
}
