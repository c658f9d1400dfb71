package io.fifoio.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.fifoio.outcome.Outcome;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZL_Result;

/** A promise, kept by the close that follows it, does not win against a failure that counted. */
@JCStressTest
@org.openjdk.jcstress.annotations.Outcome(
        id = {"false, true, FAILED", "true, true, FAILED"},
        expect = ACCEPTABLE,
        desc = "the failure won, before the promise or before the close")
@org.openjdk.jcstress.annotations.Outcome(
        id = "true, false, COMPLETED",
        expect = ACCEPTABLE,
        desc = "the completion won")
@org.openjdk.jcstress.annotations.Outcome(expect = FORBIDDEN, desc = "the loser stayed, or both won")
@State
public class CompleteAgainstFail {

    private static final Throwable CAUSE = new Throwable("cause");

    private final Outcome outcome = Outcome.strict();

    @Actor
    public void completing(ZZL_Result result) {
        result.r1 = outcome.promise();
        outcome.close();
    }

    @Actor
    public void failing(ZZL_Result result) {
        result.r2 = outcome.fail(CAUSE);
    }

    @Arbiter
    public void afterwards(ZZL_Result result) {
        result.r3 = outcome.state();
    }
}
