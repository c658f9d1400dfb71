package io.fifoio.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import io.fifoio.outcome.Outcome.State;
import io.fifoio.testing.NoLeakedThreads;
import io.fifoio.testing.Race;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(NoLeakedThreads.class)
final class OutcomeTest {

    private static final IOException CAUSE = new IOException("first");

    /**
     * Each letter an event: (p)romise, (r)evoke, another thread (t)akes it back, (w)rite begins, (e)nd of the write,
     * (c)lose, (f)ail, (a)bandon.
     */
    @ParameterizedTest
    @CsvSource({
        "'', OPEN, OPEN",
        "p, PROMISED, PROMISED",
        "pp, PROMISED, PROMISED",
        "r, OPEN, OPEN",
        "pr, OPEN, OPEN",
        "prp, PROMISED, PROMISED",
        "c, CLOSED, COMPLETED",
        "pc, COMPLETED, COMPLETED",
        "prc, CLOSED, COMPLETED",
        "f, FAILED, FAILED",
        "pf, FAILED, FAILED",
        "cp, CLOSED, COMPLETED",
        "cpc, CLOSED, COMPLETED",
        "cr, CLOSED, COMPLETED",
        "cc, CLOSED, COMPLETED",
        "cf, CLOSED, COMPLETED",
        "pcf, COMPLETED, COMPLETED",
        "pcr, COMPLETED, COMPLETED",
        "pcc, COMPLETED, COMPLETED",
        "fp, FAILED, FAILED",
        "fr, FAILED, FAILED",
        "fc, FAILED, FAILED",
        "ff, FAILED, FAILED",
        "fpc, FAILED, FAILED",
        "a, ABANDONED, ABANDONED",
        "pa, ABANDONED, ABANDONED",
        "pra, ABANDONED, ABANDONED",
        "aa, ABANDONED, ABANDONED",
        "ap, ABANDONED, ABANDONED",
        "ar, ABANDONED, ABANDONED",
        "ac, ABANDONED, ABANDONED",
        "apc, ABANDONED, ABANDONED",
        "af, ABANDONED, ABANDONED",
        "ca, CLOSED, COMPLETED",
        "pca, COMPLETED, COMPLETED",
        "fa, FAILED, FAILED",
        "w, OPEN, OPEN",
        "we, OPEN, OPEN",
        "wc, CLOSED, COMPLETED",
        "wec, CLOSED, COMPLETED",
        "pw, PROMISED, PROMISED",
        "pwc, CLOSED, COMPLETED",
        "pwe, PROMISED, PROMISED",
        "pwec, COMPLETED, COMPLETED",
        "pwuc, CLOSED, COMPLETED",
        "pwuec, COMPLETED, COMPLETED",
        "pwewc, CLOSED, COMPLETED",
        "wp, PROMISED, PROMISED",
        "wpc, CLOSED, COMPLETED",
        "wpec, COMPLETED, COMPLETED",
        "pwr, OPEN, OPEN",
        "pwrpc, COMPLETED, COMPLETED",
        "pwrec, CLOSED, COMPLETED",
        "pwf, FAILED, FAILED",
        "pwa, ABANDONED, ABANDONED",
        "pt, OPEN, OPEN",
        "ptc, CLOSED, COMPLETED",
        "ptpc, COMPLETED, COMPLETED",
        "wtpc, CLOSED, COMPLETED",
        "pwtc, CLOSED, COMPLETED",
        "pwtec, CLOSED, COMPLETED",
        "pwtpc, CLOSED, COMPLETED",
        "pwtpec, COMPLETED, COMPLETED",
        "ct, CLOSED, COMPLETED",
        "pct, COMPLETED, COMPLETED",
        "cwe, CLOSED, COMPLETED",
        "pcwe, COMPLETED, COMPLETED",
        "fwe, FAILED, FAILED",
        "awe, ABANDONED, ABANDONED",
    })
    void theFirstTerminalEventStays(String events, State strict, State plain) {
        assertThat(after(events, Outcome.strict())).isEqualTo(strict);
        assertThat(after(events, Outcome.plain())).isEqualTo(plain);
    }

    private static State after(String events, Outcome outcome) {
        boolean ended = false;
        for (char event : events.toCharArray()) {
            switch (event) {
                case 'p' -> assertThat(outcome.promise()).as(events).isEqualTo(!ended);
                case 'r' -> outcome.revoke();
                case 't' -> outcome.takeBack();
                case 'w' -> assertThat(outcome.beginWrite()).as(events).isEqualTo(!ended);
                case 'u' ->
                    assertThat(outcome.beginWrite())
                            .as("another one in %s", events)
                            .isFalse();
                case 'e' -> outcome.endWrite();
                case 'c' -> {
                    assertThat(outcome.close())
                            .as("the terminal event in %s", events)
                            .isEqualTo(!ended);
                    ended = true;
                }
                case 'f' -> {
                    assertThat(outcome.fail(ended ? new IOException("later") : CAUSE))
                            .as("the terminal event in %s", events)
                            .isEqualTo(!ended);
                    ended = true;
                }
                case 'a' -> {
                    assertThat(outcome.abandon())
                            .as("the terminal event in %s", events)
                            .isEqualTo(!ended);
                    ended = true;
                }
                default -> throw new AssertionError(event);
            }
            assertThat(outcome.isOpen()).as(events).isEqualTo(!ended);
        }
        if (outcome.state() == State.FAILED) {
            assertThat(outcome.cause()).as(events).isSameAs(CAUSE);
        } else {
            assertThat(outcome.cause()).as(events).isNull();
        }
        return outcome.state();
    }

    /** It is foreign code, and the other end may report it with a lock held. */
    @Test
    void theThreadThatFailsAloneAsksTheCauseWhatItSays() {
        AtomicInteger asked = new AtomicInteger();
        Outcome outcome = Outcome.strict();

        outcome.fail(new IOException() {
            @Override
            public String toString() {
                return "asked " + asked.incrementAndGet() + " times";
            }
        });
        outcome.describe();

        assertThat(outcome.reason()).isEqualTo("asked 1 times");
        assertThat(outcome.reason()).isEqualTo("asked 1 times");
    }

    @Test
    void aCauseThatFailsToSayAnythingIsNamed() {
        Outcome outcome = Outcome.strict();

        outcome.fail(new Mute());
        outcome.describe();

        assertThat(outcome.reason()).isEqualTo(Mute.class.getName());
    }

    @Test
    void aCauseThatHasNothingToSayIsNamed() {
        for (String nothing : new String[] {null, ""}) {
            Outcome outcome = Outcome.strict();
            IOException cause = new IOException() {
                @Override
                public String toString() {
                    return nothing;
                }
            };

            outcome.fail(cause);
            outcome.describe();

            assertThat(outcome.reason()).isEqualTo(cause.getClass().getName());
        }
    }

    @Test
    void aCauseThatHasNotBeenAskedIsNamed() {
        Outcome outcome = Outcome.strict();

        outcome.fail(CAUSE);

        assertThat(outcome.reason()).isEqualTo(CAUSE.getClass().getName());
    }

    @Test
    void anEndThatHasNotFailedHasNoReason() {
        Outcome outcome = Outcome.strict();
        outcome.close();

        outcome.describe();

        assertThat(outcome.reason()).isEmpty();
    }

    private static final class Mute extends Exception {
        private static final long serialVersionUID = 1;

        @Override
        public String toString() {
            throw new IllegalStateException("no message");
        }
    }

    @Test
    void ofACloseAndAFailureThatRaceExactlyOneWinsAndStays() {
        Race.run(1, 20_000, round -> {
            Outcome outcome = Outcome.strict();
            boolean[] won = new boolean[2];
            return new Race.Round(() -> won[0] = outcome.close(), () -> won[1] = outcome.fail(CAUSE), () -> {
                assertThat(won[0]).as("close won").isNotEqualTo(won[1]);
                assertThat(outcome.state()).isEqualTo(won[0] ? State.CLOSED : State.FAILED);
                assertThat(outcome.cause()).isSameAs(won[0] ? null : CAUSE);
            });
        });
    }

    @Test
    void ofACloseAndAnAbandonmentThatRaceExactlyOneWinsAndStays() {
        Race.run(5, 20_000, round -> {
            Outcome outcome = Outcome.strict();
            boolean[] won = new boolean[2];
            return new Race.Round(() -> won[0] = outcome.close(), () -> won[1] = outcome.abandon(), () -> {
                assertThat(won[0]).as("close won").isNotEqualTo(won[1]);
                assertThat(outcome.state()).isEqualTo(won[0] ? State.CLOSED : State.ABANDONED);
            });
        });
    }

    @Test
    void ofTwoFailuresThatRaceExactlyOneIsTheCause() {
        Race.run(2, 20_000, round -> {
            Outcome outcome = Outcome.strict();
            IOException other = new IOException("second");
            boolean[] won = new boolean[2];
            return new Race.Round(() -> won[0] = outcome.fail(CAUSE), () -> won[1] = outcome.fail(other), () -> {
                assertThat(won[0]).as("the first won").isNotEqualTo(won[1]);
                assertThat(outcome.cause()).isSameAs(won[0] ? CAUSE : other);
            });
        });
    }

    @Test
    void aPromiseThatRacesWithACloseIsKeptOrRefused() {
        Race.run(3, 20_000, round -> {
            Outcome outcome = Outcome.strict();
            boolean[] promised = new boolean[1];
            return new Race.Round(
                    () -> promised[0] = outcome.promise(),
                    outcome::close,
                    () -> assertThat(outcome.state()).isEqualTo(promised[0] ? State.COMPLETED : State.CLOSED));
        });
    }

    @Test
    void aPromiseOnAnOpenEndIsTakenWhateverIsRevokedMeanwhile() {
        int promises = 10_000;
        Race.run(4, 50, round -> {
            Outcome outcome = Outcome.strict();
            AtomicInteger taken = new AtomicInteger();
            return new Race.Round(
                    () -> {
                        for (int i = 0; i < promises; i++) {
                            taken.addAndGet(outcome.promise() ? 1 : 0);
                        }
                    },
                    () -> {
                        for (int i = 0; i < promises; i++) {
                            outcome.revoke();
                        }
                    },
                    () -> assertThat(taken).as("promises taken").hasValue(promises));
        });
    }
}
