package io.fifoio.examples.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PatienceTest {

    private static final Duration SHORT = Duration.ofMillis(20);

    private final CompletableFuture<String> answer = new CompletableFuture<>();

    @Test
    void endsWhereNothingMoves() {
        assertThatThrownBy(() -> Patience.await(answer, () -> 7, "the receiver", SHORT))
                .isInstanceOf(IOException.class)
                .hasMessage("the receiver neither took anything nor answered for 0 s");
        assertThat(answer).isCancelled();
    }

    @Test
    void lastsAsLongAsSomethingMoves() throws Exception {
        AtomicLong looks = new AtomicLong();
        String answered = Patience.await(
                answer,
                () -> {
                    if (looks.incrementAndGet() == 10) {
                        answer.complete("at last");
                    }
                    return looks.get();
                },
                "the receiver",
                SHORT);
        assertThat(answered).isEqualTo("at last");
    }

    @Test
    void givesTheFailureOfTheAnswer() {
        IOException failure = new IOException("broken");
        answer.completeExceptionally(failure);
        assertThatThrownBy(() -> Patience.await(answer, () -> 7, "the receiver", SHORT))
                .isSameAs(failure);
    }
}
