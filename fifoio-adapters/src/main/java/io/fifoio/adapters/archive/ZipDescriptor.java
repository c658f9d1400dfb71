package io.fifoio.adapters.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A data descriptor (APPNOTE 4.3.9): checksum and sizes after a content. Writers decide by rules of their own whether
 * it has a signature, and whether the sizes have 4 or 8 bytes; since both sizes are known by then, only one of the four
 * forms fits.
 */
final class ZipDescriptor {

    private static final int SIGNATURE = 0x08074b50;
    private static final int LONGEST = 24;

    private ZipDescriptor() {}

    static void check(ArchiveInput in, ZipHeader header, long checksum, long compressed, long plain)
            throws IOException {
        int there = in.look(LONGEST);
        // The long form comes first: a short one that fits is followed by a record, and not by the zeros that would
        // make it long.
        for (boolean isLong : new boolean[] {true, false}) {
            for (boolean signed : new boolean[] {true, false}) {
                byte[] expected = form(signed, isLong, checksum, compressed, plain);
                if (there >= expected.length && begins(in, expected)) {
                    in.take(expected.length);
                    return;
                }
            }
        }
        if (there < LONGEST) {
            throw in.cut("the data descriptor of entry " + Names.shown(header.name()));
        }
        throw new IOException("the content of entry " + Names.shown(header.name())
                + " is damaged: its checksum or a size is not as its data descriptor says");
    }

    private static byte[] form(boolean signed, boolean isLong, long checksum, long compressed, long plain) {
        ByteBuffer form =
                ByteBuffer.allocate((signed ? 4 : 0) + 4 + (isLong ? 16 : 8)).order(ByteOrder.LITTLE_ENDIAN);
        if (signed) {
            form.putInt(SIGNATURE);
        }
        form.putInt((int) checksum);
        if (isLong) {
            form.putLong(compressed).putLong(plain);
        } else {
            form.putInt((int) compressed).putInt((int) plain);
        }
        return form.array();
    }

    private static boolean begins(ArchiveInput in, byte[] expected) {
        for (int i = 0; i < expected.length; i++) {
            if (in.array()[in.offset() + i] != expected[i]) {
                return false;
            }
        }
        return true;
    }
}
