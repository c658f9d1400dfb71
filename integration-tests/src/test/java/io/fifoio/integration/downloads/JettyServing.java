package io.fifoio.integration.downloads;

import io.fifoio.adapters.PushSource;
import jakarta.servlet.ServletContainerInitializer;
import java.util.function.Supplier;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/** Jetty, for HTTP/1.1 and HTTP/2 without encryption. */
final class JettyServing implements Serving {

    private final Server server = new Server();
    private final ServerConnector connector;

    private JettyServing(Handler handler) throws Exception {
        HttpConfiguration configuration = new HttpConfiguration();
        connector = new ServerConnector(
                server,
                1,
                1,
                new HttpConnectionFactory(configuration),
                new HTTP2CServerConnectionFactory(configuration));
        connector.setHost("localhost");
        server.addConnector(connector);
        server.setHandler(handler);
        server.start();
    }

    static Serving handling(Supplier<PushSource> source) throws Exception {
        return new JettyServing(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) throws Exception {
                return JettyRecipe.answer(response, callback, source.get());
            }
        });
    }

    static Serving deploying(ServletContainerInitializer application) throws Exception {
        ServletContextHandler context = new ServletContextHandler("/");
        context.addServletContainerInitializer(application);
        return new JettyServing(context);
    }

    @Override
    public int port() {
        return connector.getLocalPort();
    }

    @Override
    public void stop() throws Exception {
        server.stop();
    }
}
