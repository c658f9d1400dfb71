package io.fifoio.integration.uploads;

import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.SourceInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/** Shown in {@code docs/uploads.md}. */
final class S3Recipe {

    private S3Recipe() {}

    // docs/uploads.md: s3
    /** @param partSize at least 5 MiB, at most 10,000 of them; this much is held in memory */
    static void upload(S3Client s3, String bucket, String key, int partSize, PushSource source) throws IOException {
        String id = s3.createMultipartUpload(create -> create.bucket(bucket).key(key))
                .uploadId();
        try (SourceInputStream in = source.open()) {
            List<CompletedPart> parts = new ArrayList<>();
            byte[] buffer = new byte[partSize];
            int count = in.readNBytes(buffer, 0, partSize);
            do {
                int number = parts.size() + 1;
                int size = count;
                RequestBody body = RequestBody.fromContentProvider(
                        () -> new ByteArrayInputStream(buffer, 0, size), size, "application/octet-stream");
                String tag = s3.uploadPart(
                                part -> part.bucket(bucket)
                                        .key(key)
                                        .uploadId(id)
                                        .partNumber(number),
                                body)
                        .eTag();
                parts.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
                count = in.readNBytes(buffer, 0, partSize);
            } while (count > 0);
            s3.completeMultipartUpload(complete ->
                    complete.bucket(bucket).key(key).uploadId(id).multipartUpload(upload -> upload.parts(parts)));
        } catch (Throwable failure) {
            try {
                s3.abortMultipartUpload(abort -> abort.bucket(bucket).key(key).uploadId(id));
            } catch (RuntimeException second) {
                failure.addSuppressed(second); // what is left then costs money until the bucket's lifecycle removes it
            }
            throw failure;
        }
    }
    // docs/uploads.md: end
}
