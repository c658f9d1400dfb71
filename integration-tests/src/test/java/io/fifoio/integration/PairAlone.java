package io.fifoio.integration;

import io.fifoio.Fifo;
import io.fifoio.FifoOutputStream;

/** A pair with nothing but the module {@code java.base} around it; more bytes than it holds, so that both ends wait. */
final class PairAlone {

    private static final int BYTES = 1_000_000;

    private PairAlone() {}

    public static void main(String[] arguments) throws Exception {
        System.out.print(carry() + " bytes, flight recorder "
                + (ModuleLayer.boot().findModule("jdk.jfr").isPresent() ? "present" : "absent"));
    }

    /** @return how many bytes came */
    static int carry() throws Exception {
        Fifo fifo = Fifo.ofCapacity(1_000);
        Thread writer = new Thread(() -> {
            try (FifoOutputStream output = fifo.output()) {
                output.write(new byte[BYTES]);
                output.complete();
            } catch (Exception e) {
                fifo.output().fail(e);
            }
        });
        writer.start();
        int read = fifo.input().readAllBytes().length;
        fifo.input().close();
        writer.join();
        return read;
    }
}
