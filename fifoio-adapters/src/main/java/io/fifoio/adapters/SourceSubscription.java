package io.fifoio.adapters;

import java.nio.ByteBuffer;
import java.util.concurrent.Flow;

/**
 * What a subscriber holds, and with it the subscriber. Its publication holds it only while something is asked for: whoever
 * has asked for nothing, and can't be reached, will never ask.
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
