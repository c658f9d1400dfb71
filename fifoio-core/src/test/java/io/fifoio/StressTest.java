package io.fifoio;

import static org.assertj.core.api.Assertions.assertThat;

import io.fifoio.stress.ByteAgainstEnd;
import io.fifoio.stress.CloseAgainstClose;
import io.fifoio.stress.CompleteAgainstFail;
import io.fifoio.stress.FailAgainstClose;
import io.fifoio.stress.ReadAgainstWrite;
import io.fifoio.stress.RoomAgainstCopy;
import io.fifoio.stress.SealAgainstLook;
import io.fifoio.stress.WaitAgainstRelease;
import io.fifoio.stress.WaitAgainstSignal;
import io.fifoio.stress.WriteAgainstRead;
import io.fifoio.stress.WriterAgainstWriter;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Ring, outcome and gate under jcstress: two threads, millions of times, on this machine's memory. In
 * {@link InterleavingTest} a model checker chooses the order; here the compiler and the processor do. The tests
 * themselves are in {@code io.fifoio.stress}; for each there is a twin of the library that breaks its promise, to show
 * that a breach would be noticed.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class StressTest {

    private static final Stressed UNCHANGED = new Stressed(
            twin("unchanged"),
            ByteAgainstEnd.class,
            SealAgainstLook.class,
            RoomAgainstCopy.class,
            WriterAgainstWriter.class,
            FailAgainstClose.class,
            CloseAgainstClose.class,
            CompleteAgainstFail.class);

    private static final Stressed PARKS_NOTHING = new Stressed(
            parkingNothing("parks_nothing"),
            ReadAgainstWrite.class,
            WriteAgainstRead.class,
            WaitAgainstSignal.class,
            WaitAgainstRelease.class);

    private StressRun sound;
    private StressRun broken;

    static List<Stressed> sound() {
        return List.of(UNCHANGED, PARKS_NOTHING);
    }

    static List<Stressed> broken() {
        return List.of(
                new Stressed(
                        twin("stress_publishes_first").with("FifoOutputStream.java", """
                                        bytes.copyIn(index, b, off, count);
                                        end.publish(position, count);
                                """, """
                                        end.publish(position, count);
                                        bytes.copyIn(index, b, off, count);
                                """), ByteAgainstEnd.class),
                new Stressed(
                        twin("stress_looks_for_the_seal_late")
                                .with(
                                        "ring/Ring.java",
                                        "if (available == 0 && word < 0) {",
                                        "if (available == 0 && writeWordAcquire() < 0) {"),
                        SealAgainstLook.class),
                new Stressed(
                        twin("gives_room_back_first").with("FifoInputStream.java", """
                                                bytes.copyOut(index, b, off + taken, part);
                                                end.release(index, part);
                                """, """
                                                end.release(index, part);
                                                bytes.copyOut(index, b, off + taken, part);
                                """), RoomAgainstCopy.class),
                new Stressed(
                        twin("publishes_without_comparing")
                                .with(
                                        "ring/RingFields.java",
                                        "return WRITE_WORD.compareAndSet(this, expected, next);",
                                        "WRITE_WORD.setVolatile(this, next); return true;"),
                        WriterAgainstWriter.class),
                new Stressed(
                        twin("sets_without_comparing")
                                .with(
                                        "outcome/Outcome.java",
                                        "if (next == seen || STANDING.compareAndSet(this, seen, next)) {",
                                        "standing = next; if (standing != null) {"),
                        FailAgainstClose.class,
                        CloseAgainstClose.class,
                        CompleteAgainstFail.class),
                new Stressed(
                        parkingNothing("releases_without_a_fence")
                                .with(
                                        "ring/RingFields.java",
                                        "READ_POSITION.setVolatile(this, position);",
                                        "READ_POSITION.setRelease(this, position);"),
                        WaitAgainstRelease.class),
                new Stressed(
                        parkingNothing("publishes_without_a_fence")
                                .with(
                                        "ring/RingFields.java",
                                        "return WRITE_WORD.compareAndSet(this, expected, next);",
                                        "WRITE_WORD.setRelease(this, next); return true;"),
                        ReadAgainstWrite.class),
                new Stressed(
                        parkingNothing("stress_looks_before_it_registers")
                                .with("gate/Gate.java", InterleavingTest.LOOKS, InterleavingTest.LOOKS_TOO_EARLY),
                        ReadAgainstWrite.class,
                        WriteAgainstRead.class,
                        WaitAgainstSignal.class));
    }

    @BeforeAll
    @Timeout(value = 2, unit = TimeUnit.HOURS) // jcstress has a nearer limit, which depends on the form
    void runAll() throws Exception {
        if (StressForm.asked() == StressForm.SHORT) {
            sound = StressRun.of("short", StressForm.SHORT, sound(), broken());
            broken = sound;
        } else {
            sound = StressRun.of("long", StressForm.LONG, sound(), List.of());
            // A breach once seen is seen: twins need no more than the short form in the long one.
            broken = StressRun.of("broken", StressForm.SHORT, List.of(), broken());
        }
    }

    static Stream<String> testsOfTheSound() {
        return sound().stream().flatMap(Stressed::tests);
    }

    static Stream<String> testsOfTheBroken() {
        return broken().stream().flatMap(Stressed::tests);
    }

    @ParameterizedTest
    @MethodSource("testsOfTheSound")
    void whatIsForbiddenNeverHappens(String test) {
        assertThat(sound.verdict(test)).as(sound.report(test)).isEqualTo(StressRun.Verdict.PASSED);
    }

    @ParameterizedTest
    @MethodSource("testsOfTheBroken")
    void aBrokenTwinIsCaught(String test) {
        assertThat(broken.verdict(test)).as(broken.report(test)).isEqualTo(StressRun.Verdict.FAILED);
    }

    private static Twin twin(String name) {
        return new Twin(name).unwatched();
    }

    /**
     * A twin whose parked threads only spin, so that two threads can meet there millions of times, and which parks at
     * once.
     */
    private static Twin parkingNothing(String name) {
        return twin(name)
                .parkingAtOnce()
                .with(
                        "gate/Gate.java",
                        "import java.util.concurrent.locks.LockSupport;",
                        "import io.fifoio.stress.LockSupport;");
    }
}
