package io.fifoio.integration.jdbc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What this process takes in addition to its heap: resident memory, and temporary files, including those without a
 * name. Linux only.
 */
final class Footprint {

    private static final int MILLIS_BETWEEN_LOOKS = 20;

    private final CountDownLatch end = new CountDownLatch(1);
    private final Thread looking = new Thread(this::look, "footprint");
    private volatile long largest;

    private Footprint() {
        looking.setDaemon(true);
    }

    static Footprint start() {
        Footprint footprint = new Footprint();
        footprint.looking.start();
        return footprint;
    }

    /** The largest sum of bytes in open temporary files that was seen. */
    long end() throws InterruptedException {
        end.countDown();
        looking.join();
        return largest;
    }

    /** Since the process began. */
    static long peakRssKib() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }

    private void look() {
        try {
            while (!end.await(MILLIS_BETWEEN_LOOKS, TimeUnit.MILLISECONDS)) {
                largest = Math.max(largest, temporaryBytes());
            }
        } catch (InterruptedException | IOException e) {
            largest = -1;
        }
    }

    private static long temporaryBytes() throws IOException {
        String prefix = System.getProperty("java.io.tmpdir") + "/";
        List<Path> descriptors;
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            descriptors = all.toList();
        }
        long sum = 0;
        Set<Object> counted = new HashSet<>(); // one that is written and read has two descriptors
        for (Path descriptor : descriptors) {
            try {
                String target = Files.readSymbolicLink(descriptor).toString();
                if (target.startsWith(prefix) && !target.startsWith(prefix + "fifoio-databases-")) {
                    BasicFileAttributes file = Files.readAttributes(descriptor, BasicFileAttributes.class);
                    sum += counted.add(Objects.requireNonNull(file.fileKey())) ? file.size() : 0;
                }
            } catch (IOException closedMeanwhile) {
                // Nothing in it.
            }
        }
        return sum;
    }
}
