package io.fifoio;

import java.io.IOException;
import java.util.Arrays;

/** The plain model of a strict pair. */
final class ModelEnds implements BothEnds {

    private interface Call {
        Object run() throws IOException;
    }

    private final PairModel model;

    ModelEnds(int capacity) {
        this.model = new PairModel(capacity, false);
    }

    @Override
    public Object tryWrite(int length) {
        int from = (int) model.accepted();
        byte[] bytes = Arrays.copyOfRange(NUMBERED, from, from + length);
        return told(() -> Integer.valueOf(model.writeSome(bytes, false)));
    }

    @Override
    public Object complete() {
        return told(model::complete);
    }

    @Override
    public Object closeOutput() {
        return model.endOutput(PairModel.End.CLOSED);
    }

    @Override
    public Object failOutput() {
        return model.endOutput(PairModel.End.FAILED);
    }

    @Override
    public Object tryRead(int length) {
        return told(() -> {
            long before = model.consumed();
            String read = model.read(length, false);
            int number = 0;
            for (long at = before; at < model.consumed(); at++) {
                number = 100 * number + NUMBERED[(int) at];
            }
            return number > 0 ? number : Integer.valueOf(read);
        });
    }

    @Override
    public Object closeInput() {
        return model.endInput(PairModel.End.CLOSED);
    }

    @Override
    public Object failInput() {
        return model.endInput(PairModel.End.FAILED);
    }

    private static Object told(Call call) {
        try {
            return call.run();
        } catch (IOException e) {
            return e.getMessage();
        }
    }
}
