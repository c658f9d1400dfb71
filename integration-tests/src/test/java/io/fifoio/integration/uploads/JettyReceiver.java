package io.fifoio.integration.uploads;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Jetty, for HTTP/1.1 and HTTP/2 without encryption. */
final class JettyReceiver extends Receiver {

    private final Server server;
    private final ServerConnector connector;

    JettyReceiver() throws Exception {
        QueuedThreadPool threads = new QueuedThreadPool(16, 4);
        threads.setName("jetty");
        server = new Server(threads);
        HttpConfiguration configuration = new HttpConfiguration();
        connector = new ServerConnector(
                server,
                1,
                1,
                new HttpConnectionFactory(configuration),
                new HTTP2CServerConnectionFactory(configuration));
        connector.setHost("localhost");
        server.addConnector(connector);
        server.setHandler(new Handling());
        server.start();
    }

    private final class Handling extends Handler.Abstract {

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            try {
                Answer answer = answer(
                        Request.getPathInContext(request), request.getLength(), Content.Source.asInputStream(request));
                response.setStatus(answer.status());
                response.getHeaders().put(answer.header(), answer.value());
                // Written, because an answer that is only set becomes an error if the body was not read.
                response.write(true, ByteBuffer.allocate(0), callback);
            } catch (IOException broken) {
                callback.failed(broken);
            }
            return true;
        }
    }

    @Override
    int port() {
        return connector.getLocalPort();
    }

    @Override
    public void close() {
        goOn();
        try {
            server.stop();
        } catch (Exception e) {
            throw new AssertionError("the server does not stop", e);
        }
    }
}
