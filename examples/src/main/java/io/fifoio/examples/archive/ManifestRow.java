package io.fifoio.examples.archive;

import java.time.Instant;

/** What the manifest says about a regular file. */
@SuppressWarnings("ArrayRecordComponent") // rows are not compared, and no one changes the digest
record ManifestRow(String path, long size, Instant modified, byte[] sha256) {}
