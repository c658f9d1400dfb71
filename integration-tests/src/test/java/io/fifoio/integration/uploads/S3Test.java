package io.fifoio.integration.uploads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.adapters.PushSource;
import io.fifoio.testing.NoLeakedThreads;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The SDK of AWS, by the recipe, with a service that keeps objects in memory: there is no S3 here. */
@ExtendWith(NoLeakedThreads.class)
final class S3Test {

    private static final int PART = 5 * 1024 * 1024;
    private static final long SEED = 20261126;

    private FakeS3 service;
    private S3Client s3;

    @BeforeEach
    void start() throws IOException {
        service = new FakeS3();
        s3 = S3Client.builder()
                .endpointOverride(service.uri())
                .forcePathStyle(true)
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    @AfterEach
    void stop() {
        s3.close();
        service.close();
    }

    private static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(SEED).nextBytes(bytes);
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, PART, 2 * PART + 1000})
    void anObjectOfUnknownLengthArrivesInParts(int size) throws Exception {
        byte[] payload = bytes(size);

        S3Recipe.upload(s3, "bucket", "key", PART, out -> out.write(payload));

        assertThat(service.objects().get("/bucket/key")).as("seed " + SEED).isEqualTo(payload);
        assertThat(service.unfinished()).isZero();
    }

    @Test
    void aPartIsSentAgainWhereTheServiceStumbles() throws Exception {
        byte[] payload = bytes(PART + 1000);
        service.stumble(1);

        S3Recipe.upload(s3, "bucket", "key", PART, out -> out.write(payload));

        assertThat(service.objects().get("/bucket/key")).as("seed " + SEED).isEqualTo(payload);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, PART, PART + 1})
    void nothingAppearsWhereTheSourceFails(int after) {
        IOException failure = new IOException("the source's own");
        byte[] payload = bytes(after);

        assertThatThrownBy(() -> S3Recipe.upload(s3, "bucket", "key", PART, out -> {
                    out.write(payload);
                    throw failure;
                }))
                .isInstanceOf(IOException.class)
                .hasRootCause(failure);

        assertThat(service.objects()).isEmpty();
        assertThat(service.unfinished()).isZero();
    }

    @Test
    void theSourceEndsAndNothingAppearsWhereTheServiceRefusesAPart() {
        AtomicBoolean ended = new AtomicBoolean();
        PushSource endless = new PushSource() {
            @Override
            public void writeTo(OutputStream out) throws IOException {
                try {
                    while (true) {
                        out.write(new byte[100_000]);
                    }
                } finally {
                    ended.set(true);
                }
            }
        };
        service.refusePart(2);

        assertThatThrownBy(() -> S3Recipe.upload(s3, "bucket", "key", PART, endless))
                .isInstanceOf(S3Exception.class);

        assertThat(ended).isTrue();
        assertThat(service.objects()).isEmpty();
        assertThat(service.unfinished()).isZero();
    }
}
