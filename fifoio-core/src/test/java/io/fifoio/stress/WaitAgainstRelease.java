package io.fifoio.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.fifoio.gate.Gate;
import io.fifoio.ring.Ring;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.Z_Result;

/** A wait for room at the gate, and the reader's giving it back, as both ends do it. */
@JCStressTest
@Outcome(id = "true", expect = ACCEPTABLE, desc = "it found what it waited for, or was woken")
@Outcome(id = "false", expect = FORBIDDEN, desc = "it is parked, and nobody will wake it")
@State
public class WaitAgainstRelease {

    private final LockSupport parking = new LockSupport();
    private final Gate gate = new Gate();
    private final Ring ring = new Ring(1);

    public WaitAgainstRelease() {
        ring.publish(ring.nextPosition(), ring.roomFor(1));
        ring.wantRoom(1);
    }

    @Actor
    public void waiter(Z_Result result) {
        result.r1 = parking.waits(() -> gate.await(ring::roomAsWanted, () -> false, 0, 1));
    }

    @Actor
    public void signaller() {
        parking.signals(() -> {
            ring.release(ring.readIndex(), ring.dataFor(1));
            if (gate.isOccupied() && ring.suffices()) {
                gate.signal();
            }
        });
    }
}
