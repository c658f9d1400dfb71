package io.fifoio;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A pair and its model, which get the same random calls and must give the same answers. One thread does everything: a
 * call that would wait gives up after some nanoseconds, because of the limit of its end or the one for a peer that
 * never comes.
 */
abstract class ModelledPair {

    /**
     * A call, and what the model says about it.
     *
     * @param left what the call left to the caller, even if it threw: the target of a read, how far a buffer moved
     */
    record Step(String name, Call real, Call modelled, Supplier<String> left, Supplier<String> modelledLeft) {

        Step(String name, Call real, Call modelled) {
            this(name, real, modelled, () -> "", () -> "");
        }

        Step leaving(Supplier<String> left, Supplier<String> modelledLeft) {
            return new Step(name, real, modelled, left, modelledLeft);
        }
    }

    /** Gives what was returned, to be compared as text. */
    interface Call {
        Object run() throws IOException;
    }

    /** A call that gives nothing back. */
    interface Action {
        void run() throws IOException;
    }

    private static final String RETURNED = "returned";

    private static final int STEPS_TO_AN_END = 40;
    private static final int STEPS_TO_THE_TURN_OF_THE_TIDE = 15;
    private static final int STEPS_TO_ONE_AGAINST_THE_TIDE = 4;

    final PairModel model;
    final Random random;
    private final int capacity;

    /** Whether the ring is being filled rather than emptied, so that it is full and empty often. */
    private boolean rising = true;

    private int steps;

    ModelledPair(PairModel model, int capacity, Random random) {
        this.model = model;
        this.capacity = capacity;
        this.random = random;
    }

    abstract List<Supplier<Step>> writes();

    abstract List<Supplier<Step>> reads();

    abstract List<Supplier<Step>> ends();

    abstract long accepted();

    abstract long consumed();

    abstract Duration outputBlocked();

    abstract Duration inputBlocked();

    /** Does the next random step, and fails if the pair and the model don't agree. */
    final void step() {
        steps++;
        Step step = next();
        String before = model.toString();
        Duration outputBlocked = outputBlocked();
        Duration inputBlocked = inputBlocked();
        model.nextCall();
        String expected = outcomeOf(step.modelled) + ", left: " + step.modelledLeft.get()
                + counts(model.accepted(), model.consumed(), model.outputWaited(), model.inputWaited());
        String seen = outcomeOf(step.real) + ", left: " + step.left.get()
                + counts(
                        accepted(),
                        consumed(),
                        waited(outputBlocked, outputBlocked(), model.outputWaited()),
                        waited(inputBlocked, inputBlocked(), model.inputWaited()));
        if (!seen.equals(expected)) {
            throw new AssertionError(
                    step.name + " on " + before + "\nmodel: " + printable(expected) + "\npair:  " + printable(seen));
        }
    }

    /**
     * Whether an end has waited, which the time spent shows, except for a wait within one tick of the clock: that is
     * left to the model.
     */
    private static boolean waited(Duration before, Duration after, boolean modelled) {
        int grown = after.compareTo(before);
        return grown > 0 || grown == 0 && modelled;
    }

    private Step next() {
        if (random.nextInt(STEPS_TO_AN_END) == 0) {
            return oneOf(ends());
        }
        if (random.nextInt(STEPS_TO_THE_TURN_OF_THE_TIDE) == 0) {
            rising = !rising;
        }
        boolean against = random.nextInt(STEPS_TO_ONE_AGAINST_THE_TIDE) == 0;
        return oneOf(rising == against ? reads() : writes());
    }

    private Step oneOf(List<Supplier<Step>> steps) {
        return steps.get(random.nextInt(steps.size())).get();
    }

    private static String counts(long accepted, long consumed, boolean outputWaited, boolean inputWaited) {
        return ", " + accepted + " accepted, " + consumed + " consumed"
                + (outputWaited ? ", the output waited" : "")
                + (inputWaited ? ", the input waited" : "");
    }

    private static String outcomeOf(Call call) {
        try {
            return String.valueOf(call.run());
        } catch (PairModel.Thrown e) {
            return e.getMessage();
        } catch (IOException e) {
            return e.getClass().getSimpleName()
                    + (e.getCause() == null ? "" : "(" + firstSentence(e.getCause()) + ")")
                    + (e instanceof InterruptedIOException gaveUp
                            ? " after " + gaveUp.bytesTransferred + ": " + firstSentence(e)
                            : "");
        }
    }

    private static String firstSentence(Throwable e) {
        return e.getMessage().split("\\. ", 2)[0];
    }

    private static String printable(String text) {
        StringBuilder printable = new StringBuilder();
        text.chars().forEach(c -> printable.append(c >= ' ' && c < 0x7f ? "" + (char) c : String.format("\\u%04x", c)));
        return printable.toString();
    }

    static Step step(String name, Action real, Action modelled) {
        return new Step(name, returning(real), returning(modelled));
    }

    private static Call returning(Action action) {
        return () -> {
            action.run();
            return RETURNED;
        };
    }

    /** A read into the middle of something longer: all else of it stays as it was. */
    final Step reading(String name, int length, Call real, Call modelled, Supplier<String> target) {
        return new Step(
                name,
                real,
                modelled,
                target,
                () -> "\0" + model.taken()
                        + "\0".repeat(length + 1 - model.taken().length()));
    }

    final Step failing(String name, Consumer<Throwable> real, Consumer<String> modelled) {
        // Different each time, so that it shows which one of several causes stayed.
        String cause = name + " at step " + steps;
        return step(name, () -> real.accept(new IOException(cause)), () -> modelled.accept(cause));
    }

    /** Calls that are refused whatever the state, and change nothing. */
    final Step refused(String name, String refusals, Stream<Action> calls) {
        return refused(name, refusals, () -> {}, calls);
    }

    /** @param modelled what happens to the model */
    final Step refused(String name, String refusals, Runnable modelled, Stream<Action> calls) {
        return new Step(name, () -> calls.map(ModelledPair::refusalOf).toList(), () -> {
            modelled.run();
            return refusals;
        });
    }

    private static String refusalOf(Action call) {
        try {
            call.run();
            return RETURNED;
        } catch (IOException | RuntimeException e) {
            return e.getClass().getSimpleName();
        }
    }

    /** Limits each wait: with a limit for each end, or with one for the peers of both. */
    final void limit(Consumer<Duration> peers, Consumer<Duration> output, Consumer<Duration> input) {
        Duration limit = soon();
        if (random.nextInt(4) == 0) {
            peers.accept(limit);
            model.limitPeers(limit);
        } else {
            output.accept(limit);
            input.accept(limit);
            model.limitOutput(limit);
            model.limitInput(limit);
        }
    }

    /** A new limit for an end; none where that for the peers is enough. */
    final Step limiting(String name, Consumer<Duration> real, Consumer<Duration> modelled) {
        Duration limit = model.limitsPeers() && random.nextBoolean() ? Duration.ZERO : soon();
        return step(name + " " + limit, () -> real.accept(limit), () -> modelled.accept(limit));
    }

    private Duration soon() {
        return Duration.ofNanos(1 + random.nextInt(3));
    }

    /** From nothing to somewhat more than the ring holds, rather less than more. */
    final int length() {
        return random.nextInt(random.nextInt(capacity + 3) + 1);
    }
}
