package io.fifoio.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.fifoio.gate.Gate;
import java.util.concurrent.atomic.AtomicBoolean;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.Z_Result;

/** A wait at the gate, and the signal that follows what it waits for. */
@JCStressTest
@Outcome(id = "true", expect = ACCEPTABLE, desc = "it found what it waited for, or was woken")
@Outcome(id = "false", expect = FORBIDDEN, desc = "it is parked, and nobody will wake it")
@State
public class WaitAgainstSignal {

    private final LockSupport parking = new LockSupport();
    private final Gate gate = new Gate();
    private final AtomicBoolean ready = new AtomicBoolean();

    @Actor
    public void waiter(Z_Result result) {
        result.r1 = parking.waits(() -> gate.await(ready::get, () -> false, 0, 1));
    }

    @Actor
    public void signaller() {
        parking.signals(() -> {
            ready.set(true);
            gate.signal();
        });
    }
}
