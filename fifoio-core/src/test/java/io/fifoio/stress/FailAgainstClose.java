package io.fifoio.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.fifoio.outcome.Outcome;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZL_Result;

/** Exactly one of two terminal events wins, and stays. */
@JCStressTest
@org.openjdk.jcstress.annotations.Outcome(id = "true, false, FAILED", expect = ACCEPTABLE, desc = "the failure won")
@org.openjdk.jcstress.annotations.Outcome(id = "false, true, CLOSED", expect = ACCEPTABLE, desc = "the close won")
@org.openjdk.jcstress.annotations.Outcome(expect = FORBIDDEN, desc = "both won, none, or the loser stayed")
@State
public class FailAgainstClose {

    private static final Throwable CAUSE = new Throwable("cause");

    private final Outcome outcome = Outcome.strict();

    @Actor
    public void failing(ZZL_Result result) {
        result.r1 = outcome.fail(CAUSE);
    }

    @Actor
    public void closing(ZZL_Result result) {
        result.r2 = outcome.close();
    }

    @Arbiter
    public void afterwards(ZZL_Result result) {
        result.r3 = outcome.state();
    }
}
