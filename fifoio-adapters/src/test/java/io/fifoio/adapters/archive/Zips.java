package io.fifoio.adapters.archive;

import static io.fifoio.adapters.archive.Tars.checksum;
import static io.fifoio.adapters.archive.Tars.deflated;
import static io.fifoio.adapters.archive.Tars.joined;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * One entry of a zip made by hand, record by record, in which any field can be wrong: a header in front of the content,
 * and the one in the directory at the end.
 */
final class Zips {

    static final int DESCRIPTOR = 1 << 3;
    static final int LINK = 0120777;

    private static final byte[] NOTHING = {};

    private final byte[] name;
    private final byte[] plain;
    private final byte[] compressed;
    private final int method;
    private int flags;
    private byte[] extra = NOTHING;

    private Zips(String name, byte[] plain, byte[] compressed, int method) {
        this(name.getBytes(StandardCharsets.UTF_8), plain, compressed, method);
    }

    private Zips(byte[] name, byte[] plain, byte[] compressed, int method) {
        this.name = name;
        this.plain = plain;
        this.compressed = compressed;
        this.method = method;
    }

    static Zips stored(String name, byte[] content) {
        return new Zips(name, content, content, 0);
    }

    static Zips stored(String name) {
        return stored(name, name.getBytes(StandardCharsets.UTF_8));
    }

    /** Named in whatever encoding. */
    static Zips stored(byte[] name) {
        return new Zips(name, NOTHING, NOTHING, 0);
    }

    static Zips deflatedFile(String name, byte[] content) {
        return new Zips(name, content, deflated(content), 8);
    }

    Zips flags(int general) {
        flags = general;
        return this;
    }

    Zips extra(byte[]... fields) {
        extra = joined(fields);
        return this;
    }

    /** The header in front of the content, with the content. */
    byte[] local() {
        boolean behind = (flags & DESCRIPTOR) != 0;
        return joined(
                bytes(30)
                        .putInt(0x04034b50)
                        .putShort((short) 20)
                        .putShort((short) flags)
                        .putShort((short) method)
                        .putInt(0x21 << 16)
                        .putInt(behind ? 0 : (int) checksum(plain))
                        .putInt(behind ? 0 : compressed.length)
                        .putInt(behind ? 0 : plain.length)
                        .putShort((short) name.length)
                        .putShort((short) extra.length)
                        .array(),
                name,
                extra,
                compressed);
    }

    byte[] listed(long offset) {
        return listed(offset, 0);
    }

    /** Returns what the directory says about it. */
    byte[] listed(long offset, int mode) {
        return joined(
                bytes(46)
                        .putInt(0x02014b50)
                        .putShort((short) (3 << 8 | 20))
                        .putShort((short) 20)
                        .putShort((short) flags)
                        .putShort((short) method)
                        .putInt(0x21 << 16)
                        .putInt((int) checksum(plain))
                        .putInt(compressed.length)
                        .putInt(plain.length)
                        .putShort((short) name.length)
                        .putShort((short) extra.length)
                        .putInt(0)
                        .putShort((short) 0)
                        .putInt(mode << 16)
                        .putInt((int) offset)
                        .array(),
                name,
                extra);
    }

    /** Returns what follows a content whose sizes are not in front of it. */
    byte[] descriptor(boolean signed, boolean isLong) {
        ByteBuffer fields = bytes(24);
        if (signed) {
            fields.putInt(0x08074b50);
        }
        fields.putInt((int) checksum(plain));
        if (isLong) {
            fields.putLong(compressed.length).putLong(plain.length);
        } else {
            fields.putInt(compressed.length).putInt(plain.length);
        }
        return java.util.Arrays.copyOf(fields.array(), fields.position());
    }

    /** The last record. */
    static byte[] end(int disk, int entriesOfDisk, int entries, long size, long offset, byte[] comment) {
        return joined(
                bytes(22)
                        .putInt(0x06054b50)
                        .putShort((short) disk)
                        .putShort((short) disk)
                        .putShort((short) entriesOfDisk)
                        .putShort((short) entries)
                        .putInt((int) size)
                        .putInt((int) offset)
                        .putShort((short) comment.length)
                        .array(),
                comment);
    }

    static byte[] end(int entries, long size, long offset) {
        return end(0, entries, entries, size, offset, NOTHING);
    }

    /** The two records of zip64 in front of the last one. */
    static byte[] end64(int entries, long size, long offset, long place) {
        return bytes(76)
                .putInt(0x06064b50)
                .putLong(44)
                .putShort((short) 45)
                .putShort((short) 45)
                .putInt(0)
                .putInt(0)
                .putLong(entries)
                .putLong(entries)
                .putLong(size)
                .putLong(offset)
                .putInt(0x07064b50)
                .putInt(0)
                .putLong(place)
                .putInt(1)
                .array();
    }

    /** An honest archive of one part that is in front, and a directory. */
    static byte[] archive(byte[] entries, byte[]... listed) {
        byte[] directory = joined(listed);
        return joined(entries, directory, end(listed.length, directory.length, entries.length));
    }

    static byte[] extraField(int id, byte[] data) {
        return joined(
                bytes(4).putShort((short) id).putShort((short) data.length).array(), data);
    }

    /** A name in UTF-8, for an entry that has another one in front. */
    static byte[] unicodeName(String of, String unicode) {
        return unicodeName(of.getBytes(StandardCharsets.UTF_8), unicode);
    }

    static byte[] unicodeName(byte[] of, String unicode) {
        return extraField(
                0x7075,
                joined(
                        bytes(5).put((byte) 1).putInt((int) checksum(of)).array(),
                        unicode.getBytes(StandardCharsets.UTF_8)));
    }

    /** The mode in front of the content, as ASi Unix has it. */
    static byte[] mode(int mode) {
        byte[] fields = bytes(10).putShort((short) mode).array();
        return extraField(0x756e, joined(bytes(4).putInt((int) checksum(fields)).array(), fields));
    }

    private static ByteBuffer bytes(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }
}
