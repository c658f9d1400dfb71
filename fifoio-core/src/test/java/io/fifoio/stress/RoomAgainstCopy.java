package io.fifoio.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.fifoio.Fifo;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** A full ring of one: a writer that writes as soon as there is room does not change what is being read. */
@JCStressTest
@Outcome(id = "1", expect = ACCEPTABLE, desc = "the byte that was there")
@Outcome(expect = FORBIDDEN, desc = "the byte that came into its place")
@State
public class RoomAgainstCopy {

    private final Fifo fifo = Fifo.ofCapacity(1);

    public RoomAgainstCopy() {
        OneByte.write(fifo.output(), OneByte.VALUE);
    }

    @Actor
    public void writer() {
        OneByte.write(fifo.output(), (byte) ~OneByte.VALUE);
    }

    @Actor
    public void reader(I_Result result) {
        result.r1 = OneByte.read(fifo.input());
    }
}
