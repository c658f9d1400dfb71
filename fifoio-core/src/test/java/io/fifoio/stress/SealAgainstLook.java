package io.fifoio.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.fifoio.ring.Ring;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A byte is published and the ring sealed at once: a look at the ring itself never finds it empty for good before the byte. */
@JCStressTest
@Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "both looks came too early")
@Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "the second look found the byte")
@Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "the byte, the seal not yet")
@Outcome(id = "1, -1", expect = ACCEPTABLE, desc = "the byte, then the seal")
@Outcome(expect = FORBIDDEN, desc = "the seal before the byte")
@State
public class SealAgainstLook {

    private final Ring ring = new Ring(1);

    @Actor
    public void writer() {
        ring.publish(ring.nextPosition(), ring.roomFor(1));
        ring.seal();
    }

    @Actor
    public void reader(II_Result result) {
        result.r1 = taken();
        result.r2 = taken();
    }

    private int taken() {
        int count = ring.dataFor(1);
        if (count > 0) {
            ring.release(ring.readIndex(), count);
        }
        return count;
    }
}
