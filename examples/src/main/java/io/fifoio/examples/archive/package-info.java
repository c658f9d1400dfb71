/**
 * The main job: a folder as a compressed archive in one BLOB of a database on disk, its manifest into an HTTP upload, and
 * everything read back and checked; in a small heap and without temporary files, whatever the size of the folder.
 */
@NullMarked
package io.fifoio.examples.archive;

import org.jspecify.annotations.NullMarked;
