package io.fifoio.adapters.compress;

import io.fifoio.adapters.testing.Payload;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** Bytes of several kinds, the same ones for the same size. */
enum Texts {
    /** JSON, as programs write it: shrinks to about a sixth. */
    JSON {
        @Override
        byte[] ofSize(int size) {
            Random random = new Random(Payload.SEED);
            StringBuilder text = new StringBuilder(size + 100);
            for (int id = 0; text.length() < size; id++) {
                text.append("{\"id\":").append(id);
                text.append(",\"customer\":\"customer-").append(random.nextInt(100_000));
                text.append("\",\"amount\":").append(random.nextInt(1_000_000) / 100.0);
                text.append(",\"state\":\"")
                        .append(random.nextBoolean() ? "shipped" : "cancelled")
                        .append("\"},\n");
            }
            return Arrays.copyOf(text.toString().getBytes(StandardCharsets.US_ASCII), size);
        }
    },
    /** Shrinks not at all. */
    NOISE {
        @Override
        byte[] ofSize(int size) {
            return Payload.ofSize(size);
        }
    },
    /** Shrinks as far as it can be. */
    MONOTONY {
        @Override
        byte[] ofSize(int size) {
            return new byte[size];
        }
    };

    abstract byte[] ofSize(int size);
}
