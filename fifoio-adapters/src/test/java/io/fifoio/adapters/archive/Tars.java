package io.fifoio.adapters.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Archives made by hand, byte by byte: those that no library would write. */
final class Tars {

    static final byte[] END = new byte[1024];

    private Tars() {}

    static byte[] header(String name, char type, long size, String link) {
        return header(name.getBytes(StandardCharsets.UTF_8), type, size, link);
    }

    static byte[] header(byte[] name, char type, long size, String link) {
        byte[] block = new byte[512];
        System.arraycopy(name, 0, block, 0, Math.min(100, name.length));
        put(block, 100, "0000777\0");
        put(block, 108, "0000000\0");
        put(block, 116, "0000000\0");
        put(block, 124, String.format("%011o\0", size));
        put(block, 136, "00000000000\0");
        block[156] = (byte) type;
        put(block, 157, link);
        put(block, 257, "ustar\00000");
        return summed(block);
    }

    /** With the right checksum. */
    static byte[] summed(byte[] block) {
        put(block, 148, "        ");
        int sum = 0;
        for (byte b : block) {
            sum += b & 0xff;
        }
        put(block, 148, String.format("%06o\0 ", sum));
        return block;
    }

    private static void put(byte[] block, int offset, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, block, offset, Math.min(bytes.length, 100));
    }

    static byte[] entry(String name, char type, byte[] content, String link) {
        return joined(header(name, type, content.length, link), content, new byte[(512 - content.length % 512) % 512]);
    }

    static byte[] file(String name) {
        return entry(name, '0', name.getBytes(StandardCharsets.UTF_8), "");
    }

    static byte[] directory(String name) {
        return entry(name, '5', new byte[0], "");
    }

    static byte[] symbolicLink(String name, String target) {
        return entry(name, '2', new byte[0], target);
    }

    static byte[] hardLink(String name, String target) {
        return entry(name, '1', new byte[0], target);
    }

    static byte[] pax(String record) {
        return entry("pax", 'x', record.getBytes(StandardCharsets.UTF_8), "");
    }

    static byte[] archive(byte[]... parts) {
        return joined(joined(parts), END);
    }

    static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            for (byte[] part : parts) {
                out.write(part);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static long checksum(byte[] bytes) {
        CRC32 checksum = new CRC32();
        checksum.update(bytes);
        return checksum.getValue();
    }

    static byte[] deflated(byte[] bytes) {
        Deflater deflater = new Deflater(9, true);
        try {
            deflater.setInput(bytes);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] buffer = new byte[8192];
            while (!deflater.finished()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }
}
