package io.fifoio.integration.downloads;

import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.ServletContainerInitializerInfo;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletException;
import java.net.InetSocketAddress;
import java.util.Set;

/** Undertow, for HTTP/1.1 and HTTP/2 without encryption. */
final class UndertowServing implements Serving {

    private final Undertow server;

    UndertowServing(HttpHandler handler) {
        server = Undertow.builder()
                .setServerOption(UndertowOptions.ENABLE_HTTP2, true)
                .setIoThreads(1)
                .setWorkerThreads(4)
                .addHttpListener(0, "localhost")
                .setHandler(handler)
                .build();
        server.start();
    }

    static Serving deploying(ServletContainerInitializer application) throws ServletException {
        DeploymentManager deployed = Servlets.newContainer()
                .addDeployment(Servlets.deployment()
                        .setClassLoader(UndertowServing.class.getClassLoader())
                        .setDeploymentName("answers")
                        .setContextPath("/")
                        .addServletContainerInitializer(new ServletContainerInitializerInfo(
                                application.getClass(), new ImmediateInstanceFactory<>(application), Set.of())));
        deployed.deploy();
        return new UndertowServing(deployed.start());
    }

    @Override
    public int port() {
        return ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
    }

    @Override
    public void stop() {
        server.stop();
    }
}
