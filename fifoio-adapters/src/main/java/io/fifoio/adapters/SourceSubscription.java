package io.fifoio.adapters;

import java.nio.ByteBuffer;
import java.util.concurrent.Flow;

/**
 * What a subscriber holds; it holds the subscriber too. The publication refers to it only while there is an open
 * request: a subscriber that has requested nothing and is unreachable will never request anything.
 */
final class SourceSubscription implements Flow.Subscription {

    private final Publication publication;
    private final Flow.Subscriber<? super ByteBuffer> subscriber;

    SourceSubscription(Publication publication, Flow.Subscriber<? super ByteBuffer> subscriber) {
        this.publication = publication;
        this.subscriber = subscriber;
    }

    Flow.Subscriber<? super ByteBuffer> subscriber() {
        return subscriber;
    }

    @Override
    public void request(long buffers) {
        publication.request(this, buffers);
    }

    @Override
    public void cancel() {
        publication.cancel();
    }
}
