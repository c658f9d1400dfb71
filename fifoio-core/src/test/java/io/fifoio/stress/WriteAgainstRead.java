package io.fifoio.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.fifoio.Fifo;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.Z_Result;

/** A write that waits for room, and the read that makes it, in a full ring of one. */
@JCStressTest
@Outcome(id = "true", expect = ACCEPTABLE, desc = "it found what it waited for, or was woken")
@Outcome(id = "false", expect = FORBIDDEN, desc = "it is parked, and nobody will wake it")
@State
public class WriteAgainstRead {

    private final LockSupport parking = new LockSupport();
    private final Fifo fifo = Fifo.ofCapacity(1);

    public WriteAgainstRead() {
        OneByte.write(fifo.output(), OneByte.VALUE);
    }

    @Actor
    public void waiter(Z_Result result) {
        result.r1 = parking.waits(() -> fifo.output().write(OneByte.VALUE));
    }

    @Actor
    public void signaller() {
        parking.signals(() -> OneByte.read(fifo.input()));
    }
}
