package io.fifoio.examples.archive;

import java.time.Instant;

/** What the manifest says of a regular file. */
record ManifestRow(String path, long size, Instant modified, byte[] sha256) {}
