package io.fifoio.adapters;

import io.fifoio.testing.NoLeakedThreads;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.opentest4j.TestAbortedException;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.testng.SkipException;
import org.testng.annotations.Test;

/** The conformance tests of Reactive Streams, which are written for another test runner. */
@ExtendWith(NoLeakedThreads.class)
final class ReactiveStreamsTest {

    private static final int PATIENCE_MILLIS = 2000;
    private static final int QUIET_MILLIS = 30;

    @TestFactory
    Stream<DynamicTest> rules() {
        return Stream.of(Verification.class.getMethods())
                .filter(method -> method.isAnnotationPresent(Test.class))
                .filter(method -> !method.getName().startsWith("untested_"))
                .map(method -> DynamicTest.dynamicTest(method.getName(), () -> run(method)));
    }

    private static void run(Method rule) throws Throwable {
        Verification verification = new Verification();
        verification.setUp();
        try {
            rule.invoke(verification);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof SkipException skip) {
                throw new TestAbortedException(skip.getMessage(), skip);
            }
            throw e.getCause();
        }
    }

    /** An element is a full buffer. */
    public static final class Verification extends FlowPublisherVerification<ByteBuffer> {

        Verification() {
            super(new TestEnvironment(PATIENCE_MILLIS, QUIET_MILLIS));
        }

        @Override
        public Flow.Publisher<ByteBuffer> createFlowPublisher(long elements) {
            byte[] element = new byte[Chunk.SIZE];
            Arrays.fill(element, (byte) 1);
            return SourcePublisher.of(out -> {
                for (long i = 0; i < elements; i++) {
                    out.write(element);
                }
            });
        }

        @Override
        public Flow.Publisher<ByteBuffer> createFailedFlowPublisher() {
            SourcePublisher closed = SourcePublisher.of(out -> {});
            try {
                closed.close();
            } catch (java.io.IOException e) {
                throw new AssertionError(e);
            }
            return closed;
        }
    }
}
