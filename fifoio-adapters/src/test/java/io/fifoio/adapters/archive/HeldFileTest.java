package io.fifoio.adapters.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.fifoio.adapters.testing.Payload;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files whose reader is interrupted. */
final class HeldFileTest {

    private static final byte[] PAYLOAD = Payload.ofSize(10_000);

    @TempDir
    private Path folder;

    private final List<SeekableByteChannel> opened = new ArrayList<>();

    @AfterEach
    void clearFlag() {
        Thread.interrupted();
    }

    /** The first channel that is opened interrupts its reader in the middle of its second read. */
    private SeekableByteChannel open(Path file) throws IOException {
        SeekableByteChannel channel = FileChannel.open(file);
        boolean first = opened.isEmpty();
        opened.add(channel);
        return first ? new InterruptingChannel(channel) : channel;
    }

    @Test
    void areReadOnWhereTheInterruptClosedThem() throws Exception {
        Path file = Files.write(folder.resolve("file"), PAYLOAD);
        byte[] read = new byte[PAYLOAD.length];
        try (HeldFile in = new HeldFile(() -> open(file))) {
            assertThat(in.readNBytes(read, 0, 3000)).isEqualTo(3000);
            assertThat(in.readNBytes(read, 3000, 4000)).isEqualTo(4000);
            assertThat(Thread.currentThread().isInterrupted()).as("the flag").isTrue();
            assertThat(in.readNBytes(read, 7000, 4000 - 1000)).isEqualTo(3000);
            assertThat(in.read()).isEqualTo(-1);
        }
        assertThat(Thread.interrupted()).as("the flag").isTrue();
        assertThat(read).isEqualTo(PAYLOAD);
        assertThat(opened).hasSize(2).noneMatch(SeekableByteChannel::isOpen);
    }

    @Test
    void areNotOpenedAgainWhereItCameBefore() throws Exception {
        Path file = Files.write(folder.resolve("file"), PAYLOAD);
        opened.add(FileChannel.open(file)); // so no channel interrupts
        opened.get(0).close();
        try (HeldFile in = new HeldFile(() -> open(file))) {
            Thread.currentThread().interrupt();
            assertThat(in.readAllBytes()).isEqualTo(PAYLOAD);
        }
        assertThat(Thread.interrupted()).as("the flag").isTrue();
        assertThat(opened).hasSize(2);
    }

    /**
     * As a file's channel does if the interrupt comes when the bytes have been read: they are in the buffer, and it
     * throws all the same.
     */
    @ParameterizedTest
    @ValueSource(ints = {1, 100, 4000})
    void areReadWholeWhereBytesCameWithTheInterrupt(int lost) throws Exception {
        Path file = Files.write(folder.resolve("file"), PAYLOAD);
        byte[] read = new byte[4000];
        try (HeldFile in = new HeldFile(() -> {
            SeekableByteChannel channel = FileChannel.open(file);
            opened.add(channel);
            return opened.size() == 1 ? new LosingChannel(channel, lost) : channel;
        })) {
            assertThat(in.read(read, 0, 4000)).isPositive();
            assertThat(in.readAllBytes()).hasSizeGreaterThanOrEqualTo(PAYLOAD.length - 4000);
        }
        assertThat(read).isEqualTo(Arrays.copyOf(PAYLOAD, 4000));
        assertThat(Thread.interrupted()).as("the flag").isTrue();
    }

    private static final class LosingChannel extends OtherChannel {

        private final int lost;

        LosingChannel(SeekableByteChannel channel, int lost) {
            super(channel);
            this.lost = lost;
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            byte[] bytes = new byte[lost];
            channel.read(ByteBuffer.wrap(bytes));
            target.put(bytes);
            channel.close();
            Thread.currentThread().interrupt();
            throw new ClosedByInterruptException();
        }
    }

    private static final class InterruptingChannel extends OtherChannel {

        private int reads;

        InterruptingChannel(SeekableByteChannel channel) {
            super(channel);
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            if (++reads == 2) {
                Thread.currentThread().interrupt();
            }
            return channel.read(target);
        }
    }

    private abstract static class OtherChannel implements SeekableByteChannel {

        final SeekableByteChannel channel;

        OtherChannel(SeekableByteChannel channel) {
            this.channel = channel;
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
            return channel.write(source);
        }

        @Override
        public long position() throws IOException {
            return channel.position();
        }

        @Override
        public SeekableByteChannel position(long position) throws IOException {
            return channel.position(position);
        }

        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public SeekableByteChannel truncate(long size) throws IOException {
            return channel.truncate(size);
        }

        @Override
        public boolean isOpen() {
            return channel.isOpen();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
