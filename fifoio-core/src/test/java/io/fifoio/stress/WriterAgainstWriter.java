package io.fifoio.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.fifoio.ring.Ring;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * Two writers by mistake, with one byte each: one of them is refused, or the bytes are where their positions say. The
 * results: the place of each byte, or -1 if it was refused, and how many are readable.
 */
@JCStressTest
@Outcome(id = "0, 1, 2", expect = ACCEPTABLE, desc = "one after the other")
@Outcome(id = "1, 0, 2", expect = ACCEPTABLE, desc = "one after the other")
@Outcome(
        id = {"0, -1, 1", "-1, 0, 1"},
        expect = ACCEPTABLE,
        desc = "one of the two is told")
@Outcome(expect = FORBIDDEN, desc = "a byte over another one, and nobody was told")
@State
public class WriterAgainstWriter {

    private final Ring ring = new Ring(4);

    @Actor
    public void one(III_Result result) {
        result.r1 = placeOfOne();
    }

    @Actor
    public void another(III_Result result) {
        result.r2 = placeOfOne();
    }

    @Arbiter
    public void available(III_Result result) {
        result.r3 = ring.available();
    }

    private int placeOfOne() {
        int count = ring.roomFor(1);
        long position = ring.nextPosition();
        if (ring.claim(position, count) == Ring.TAKEN) {
            return -1;
        }
        int index = ring.writeIndex(position);
        return ring.publish(position, count) ? index : -1;
    }
}
