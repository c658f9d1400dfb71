package io.fifoio.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.fifoio.Fifo;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A byte is written, and the end after it: nobody sees the end, or the place after the byte, before the byte. */
@JCStressTest
@Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "both looks came too early")
@Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "the second look found the byte")
@Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "the byte, the end not yet")
@Outcome(id = "1, -1", expect = ACCEPTABLE, desc = "the byte, then the end")
@Outcome(expect = FORBIDDEN, desc = "the end before the byte, or what lay there before it")
@State
public class ByteAgainstEnd {

    private final Fifo fifo = Fifo.ofCapacity(1);

    @Actor
    public void writer() {
        OneByte.writeLast(fifo.output(), OneByte.VALUE);
    }

    @Actor
    public void reader(II_Result result) {
        result.r1 = OneByte.read(fifo.input());
        result.r2 = OneByte.read(fifo.input());
    }
}
