package io.fifoio.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;

/** Bytes as they are met in practice, the same ones for the same size and JDK. */
enum Sample {
    /** Small records; gzip makes about a sixth of it. */
    JSON {
        @Override
        byte[] ofSize(int size) {
            Random random = new Random(SEED);
            StringBuilder text = new StringBuilder(size + 200);
            for (int id = 0; text.length() < size; id++) {
                text.append("{\"id\":").append(id);
                text.append(",\"customer\":\"customer-").append(random.nextInt(100_000));
                text.append("\",\"city\":\"").append(word(random));
                text.append("\",\"total\":").append(random.nextInt(1_000_000) / 100.0);
                text.append(",\"paid\":").append(random.nextBoolean()).append("},\n");
            }
            return cut(text, size);
        }
    },

    /** Lines of a log, whose words are as unevenly frequent as in a language. */
    LOG {
        @Override
        byte[] ofSize(int size) {
            Random random = new Random(SEED);
            StringBuilder text = new StringBuilder(size + 2000);
            for (int line = 0; text.length() < size; line++) {
                text.append("2026-11-25T22:").append(10 + line / 6000 % 50).append(':');
                text.append(10 + line / 100 % 50).append('.').append(100 + random.nextInt(900));
                text.append(random.nextInt(20) == 0 ? "Z WARN  [worker-" : "Z INFO  [worker-");
                text.append(random.nextInt(16)).append("]");
                for (int words = 4 + random.nextInt(16); words > 0; words--) {
                    text.append(' ').append(word(random));
                }
                text.append('\n');
            }
            return cut(text, size);
        }
    },

    /** Java classes: the modules of the JDK that runs this, from their beginning. */
    CLASSES {
        @Override
        byte[] ofSize(int size) {
            Path modules = Path.of(System.getProperty("java.home"), "lib", "modules");
            try (InputStream in = Files.newInputStream(modules)) {
                byte[] bytes = in.readNBytes(size);
                if (bytes.length < size) {
                    throw new IllegalStateException(modules + " has no " + size + " bytes");
                }
                return bytes;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    },

    /** What can't be compressed. */
    RANDOM {
        @Override
        byte[] ofSize(int size) {
            byte[] bytes = new byte[size];
            new Random(SEED).nextBytes(bytes);
            return bytes;
        }
    };

    static final long SEED = 20261126;

    private static final int VOCABULARY = 20_000;
    private static final String[] WORDS = vocabulary();

    abstract byte[] ofSize(int size);

    static Sample named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    private static String[] vocabulary() {
        Random random = new Random(SEED);
        String[] words = new String[VOCABULARY];
        for (int i = 0; i < VOCABULARY; i++) {
            StringBuilder word = new StringBuilder();
            for (int syllables = 1 + random.nextInt(4); syllables > 0; syllables--) {
                word.append("bcdfghklmnprstvw".charAt(random.nextInt(16)));
                word.append("aeiou".charAt(random.nextInt(5)));
            }
            words[i] = word.toString();
        }
        return words;
    }

    /** The earlier in the vocabulary, the more often. */
    private static String word(Random random) {
        double uniform = random.nextDouble();
        return WORDS[(int) (VOCABULARY * uniform * uniform * uniform)];
    }

    private static byte[] cut(StringBuilder text, int size) {
        return Arrays.copyOf(text.toString().getBytes(StandardCharsets.US_ASCII), size);
    }
}
