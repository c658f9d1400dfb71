package io.fifoio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.fifoio.testing.Repetitions;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.jetbrains.lincheck.Lincheck;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ManagedStrategyGuarantee;
import org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Both ends in two threads, through interleavings that a model checker chooses one by one. Calls that never wait must
 * give what the plain model gives in some order of the calls; calls that wait must come to an end. For each promise
 * there is a twin of the library that breaks it in a few lines, to show that a breach would be noticed.
 *
 * <p>The interleavings are those of sequentially consistent memory: an access mode that is too weak does not show here.
 *
 * <p>The time limit is long because a check that is cut off leaves its threads behind, which hold up the checks after
 * it.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
final class InterleavingTest {

    private static final int SCENARIOS = Repetitions.of(20);

    /** Enough to catch a twin; the search ends when it is caught. */
    private static final int SCENARIOS_OF_TWIN = 60;

    private static final int INTERLEAVINGS = 300;

    /** The gate's look, each time after it has registered. */
    static final String LOOKS = """
                        do {
                            if (condition.getAsBoolean()) {
                                return Wait.READY;
                            }
            """;

    /** The look taken before: what has happened by the time it registers goes unseen. */
    static final String LOOKS_TOO_EARLY = """
                        do {
                            WAITER.compareAndSet(this, self, null);
                            boolean held = condition.getAsBoolean();
                            register(self);
                            if (held) {
                                return Wait.READY;
                            }
            """;

    /** In place of an {@code unpark}. */
    private static final String NOTIFIES = """
            synchronized (this) {
                notifyAll();
            }
            """;

    /** Composing a message takes a thousand steps in which the ends do not affect each other. */
    private static final ManagedStrategyGuarantee[] UNWATCHED = {
        ManagedStrategyGuaranteeKt.forClasses(InterleavingTest::throwsOrTells)
                .methods("ownEnd", "readerLeft", "writerLeft", "failedItself", "told")
                .ignore(),
        ManagedStrategyGuaranteeKt.forClasses(name -> name.endsWith("Exception"))
                .allMethods()
                .ignore()
    };

    @Test
    void whatNeverWaitsIsLinearizableInARingOfOne() {
        OneByte.maker = new PairMaker();

        check(OneByte.class, OneByteModel.class);
    }

    @Test
    void whatNeverWaitsIsLinearizableInARingOfThree() {
        ThreeBytes.maker = new PairMaker();

        check(ThreeBytes.class, ThreeBytesModel.class);
    }

    @Test
    void aRingThatPublishesBeforeItCopiesIsCaught() {
        OneByte.maker = pairsOf(new Twin("publishes_first").with("FifoOutputStream.java", """
                                bytes.copyIn(index, b, off, count);
                                end.publish(position, count);
                        """, """
                                end.publish(position, count);
                                bytes.copyIn(index, b, off, count);
                        """));

        assertThat(failureOfTwin()).contains("Invalid execution results");
    }

    @Test
    void aRingThatLooksForTheSealAfterTheDataIsCaught() {
        OneByte.maker = pairsOf(new Twin("looks_for_the_seal_late")
                .with(
                        "ring/Ring.java",
                        "if (available == 0 && word < 0) {",
                        "if (available == 0 && writeWordAcquire() < 0) {"));

        assertThat(failureOfTwin()).contains("Invalid execution results");
    }

    @Test
    void whatWaitsComesToItsEnd() {
        Lincheck.runConcurrentTest(INTERLEAVINGS, transferThrough(parkingPatiently("parks_patiently")));
    }

    @Test
    void aGateThatLooksBeforeItRegistersIsCaught() {
        Twin twin = parkingPatiently("looks_before_it_registers").with("gate/Gate.java", LOOKS, LOOKS_TOO_EARLY);

        assertThat(caught(() -> Lincheck.runConcurrentTest(INTERLEAVINGS, transferThrough(twin))))
                .contains("has hung");
    }

    @Test
    void aReaderThatLeavesEndsAWriteLargerThanTheRoom() {
        Lincheck.runConcurrentTest(INTERLEAVINGS, writeAgainstClose(parkingPatiently("leaves")));
    }

    @Test
    void aReaderThatLeavesWithoutWakingTheWriterIsCaught() {
        Twin twin = parkingPatiently("leaves_without_waking").with("Link.java", "room.wakeUp();", "");

        assertThat(caught(() -> Lincheck.runConcurrentTest(INTERLEAVINGS, writeAgainstClose(twin))))
                .contains("has hung");
    }

    @Test
    void aReadWhoseOwnEndIsClosedSaysSo() {
        Lincheck.runConcurrentTest(INTERLEAVINGS, readAgainstOwnClose(parkingPatiently("closes_its_own")));
    }

    @Test
    void aReadThatTakesItsOwnCloseForTheWritersIsCaught() {
        Twin twin = parkingPatiently("takes_its_own_close_for_the_writers")
                .with(
                        "ReadingEnd.java",
                        "throw ownEnd(true);\n        }\n        if (link.output.state()",
                        "}\n        if (link.output.state()");

        assertThat(caught(() -> Lincheck.runConcurrentTest(INTERLEAVINGS, readAgainstOwnClose(twin))))
                .contains("IncompleteStreamException");
    }

    /** Checks once more if the checker itself stands still, as was seen on an overloaded machine. */
    private static void check(Class<?> pair, Class<?> model) {
        try {
            checking(SCENARIOS).sequentialSpecification(model).check(pair);
        } catch (LincheckAssertionError failure) {
            if (!isOfTheChecker(failure)) {
                throw failure;
            }
            checking(SCENARIOS).sequentialSpecification(model).check(pair);
        }
    }

    /**
     * Whether it is a failure of the checker: its time limit has passed, no thread is in the pair, and it has no
     * interleaving to show.
     */
    private static boolean isOfTheChecker(LincheckAssertionError failure) {
        String message = String.valueOf(failure.getMessage());
        return message.contains("The execution has hung")
                && !message.contains("io.fifoio.")
                && !message.contains("interleaving");
    }

    private static String failureOfTwin() {
        return caught(() -> checking(SCENARIOS_OF_TWIN)
                .minimizeFailedScenario(false)
                .sequentialSpecification(OneByteModel.class)
                .check(OneByte.class));
    }

    private static String caught(Runnable check) {
        Throwable failure = catchThrowable(check::run);
        assertThat(failure).isInstanceOf(LincheckAssertionError.class);
        return failure.getMessage();
    }

    private static ModelCheckingOptions checking(int scenarios) {
        return new ModelCheckingOptions()
                .iterations(scenarios)
                .invocationsPerIteration(INTERLEAVINGS)
                .threads(2)
                .actorsBefore(2)
                .actorsPerThread(3)
                .actorsAfter(2)
                .addGuarantee(UNWATCHED[0])
                .addGuarantee(UNWATCHED[1]);
    }

    private static boolean throwsOrTells(String className) {
        return className.endsWith(".WritingEnd")
                || className.endsWith(".ReadingEnd")
                || className.endsWith(".Link")
                || className.endsWith(".PairMaker$PairEnds");
    }

    @SuppressWarnings("unchecked")
    private static IntFunction<BothEnds> pairsOf(Twin twin) {
        return (IntFunction<BothEnds>) twin.seenBy(PairMaker.class, IntFunction.class);
    }

    private static Runnable transferThrough(Twin twin) {
        return twin.seenBy(WriteAgainstRead.class, Runnable.class);
    }

    private static Runnable writeAgainstClose(Twin twin) {
        return twin.seenBy(WriteAgainstClose.class, Runnable.class);
    }

    private static Runnable readAgainstOwnClose(Twin twin) {
        return twin.seenBy(ReadAgainstOwnClose.class, Runnable.class);
    }

    /**
     * A twin whose waiter waits at a monitor until it is taken out of the gate, and not a moment less.
     * {@code LockSupport.park} may return without a reason, and in the model checker it always can: a waiter that
     * nobody wakes would look again all the same, and a lost wake-up would never be noticed. It parks at once, because
     * each spin before that would multiply the interleavings.
     */
    private static Twin parkingPatiently(String name) {
        return new Twin(name)
                .parkingAtOnce()
                .with("gate/Gate.java", "LockSupport.park(this);", """
                        synchronized (this) {
                            while (waiter == self) {
                                try {
                                    wait();
                                } catch (InterruptedException e) {
                                    throw new IllegalStateException(e);
                                }
                            }
                        }
                        """)
                .with("gate/Gate.java", "LockSupport.unpark(thread);", NOTIFIES)
                .with("gate/Gate.java", "LockSupport.unpark(inside);", NOTIFIES);
    }

    /** Made anew by Lincheck for each interleaving. */
    public static final class OneByte extends PairOperations {
        static IntFunction<BothEnds> maker;

        public OneByte() {
            super(maker.apply(1));
        }
    }

    public static final class OneByteModel extends PairOperations {
        public OneByteModel() {
            super(new ModelEnds(1));
        }
    }

    /** Made anew by Lincheck for each interleaving. */
    public static final class ThreeBytes extends PairOperations {
        static IntFunction<BothEnds> maker;

        public ThreeBytes() {
            super(maker.apply(3));
        }
    }

    public static final class ThreeBytesModel extends PairOperations {
        public ThreeBytesModel() {
            super(new ModelEnds(3));
        }
    }
}
