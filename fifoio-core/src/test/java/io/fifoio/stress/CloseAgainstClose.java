package io.fifoio.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.fifoio.outcome.Outcome;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZL_Result;

/** Two threads close: exactly one of them learns that its call did it. */
@JCStressTest
@org.openjdk.jcstress.annotations.Outcome(id = "true, false, CLOSED", expect = ACCEPTABLE, desc = "the one was first")
@org.openjdk.jcstress.annotations.Outcome(id = "false, true, CLOSED", expect = ACCEPTABLE, desc = "the other was first")
@org.openjdk.jcstress.annotations.Outcome(expect = FORBIDDEN, desc = "both closed it, or none")
@State
public class CloseAgainstClose {

    private final Outcome outcome = Outcome.strict();

    @Actor
    public void one(ZZL_Result result) {
        result.r1 = outcome.close();
    }

    @Actor
    public void other(ZZL_Result result) {
        result.r2 = outcome.close();
    }

    @Arbiter
    public void afterwards(ZZL_Result result) {
        result.r3 = outcome.state();
    }
}
