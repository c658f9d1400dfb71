package io.fifoio;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The plain model of a strict pair. */
final class ModelEnds implements BothEnds {

    private interface Call {
        Object run() throws IOException;
    }

    private final PairModel model;

    ModelEnds(int capacity) {
        this.model = new PairModel(Units.BYTES, capacity, false);
    }

    @Override
    public Object tryWrite(int length) {
        int from = (int) model.accepted();
        return told(() -> model.tryWrite(new String(NUMBERED, from, length, StandardCharsets.ISO_8859_1)));
    }

    @Override
    public Object complete() {
        return told(() -> {
            model.complete();
            return RETURNED;
        });
    }

    @Override
    public Object closeOutput() {
        model.closeOutput();
        return RETURNED;
    }

    @Override
    public Object failOutput() {
        model.failOutput("output");
        return RETURNED;
    }

    @Override
    public Object tryRead(int length) {
        return told(() -> {
            model.nextCall();
            int count = model.tryRead(length);
            return count > 0 ? model.taken().chars().reduce(0, (number, next) -> 100 * number + next) : count;
        });
    }

    @Override
    public Object closeInput() {
        model.closeInput();
        return RETURNED;
    }

    @Override
    public Object failInput() {
        model.failInput("input");
        return RETURNED;
    }

    private static Object told(Call call) {
        try {
            return call.run();
        } catch (IOException e) {
            return e.getMessage();
        }
    }
}
