package io.fifoio.examples.archive;

/**
 * What a folder holds.
 *
 * @param files regular files
 * @param bytes their sizes together
 * @param directories without the folder itself
 * @param links symbolic links, which are not followed
 * @param skipped what can't be archived: pipes, sockets, devices, the database itself
 */
record Extent(long files, long bytes, long directories, long links, long skipped) {}
