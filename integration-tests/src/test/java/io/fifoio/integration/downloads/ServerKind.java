package io.fifoio.integration.downloads;

import static java.net.http.HttpClient.Version.HTTP_1_1;
import static java.net.http.HttpClient.Version.HTTP_2;

import io.fifoio.adapters.PushSource;
import io.undertow.server.handlers.BlockingHandler;
import java.net.http.HttpClient.Version;
import java.nio.file.Path;
import java.util.function.Supplier;

/** A server, with the recipe for it. */
enum ServerKind {
    JDK(HTTP_1_1, (source, folder) -> new JdkServing(source)),
    JETTY(HTTP_2, (source, folder) -> JettyServing.handling(source)),
    JETTY_SERVLET(HTTP_2, (source, folder) -> JettyServing.deploying(Application.servlet(source))),
    JETTY_SWALLOWED(
            HTTP_2,
            (source, folder) ->
                    JettyServing.deploying(Application.servlet(source).swallowing())),
    TOMCAT(HTTP_2, (source, folder) -> new TomcatServing(folder, Application.servlet(source))),
    TOMCAT_SWALLOWED(
            HTTP_2,
            (source, folder) ->
                    new TomcatServing(folder, Application.servlet(source).swallowing())),
    SPRING_MVC(HTTP_2, (source, folder) -> new TomcatServing(folder, Application.spring(source, false))),
    SPRING_MVC_HANDLED(HTTP_2, (source, folder) -> new TomcatServing(folder, Application.spring(source, true))),
    SPRING_MVC_SWALLOWED(
            HTTP_2,
            (source, folder) ->
                    new TomcatServing(folder, Application.spring(source, false).swallowing())),
    SPRING_WEBFLUX(HTTP_1_1, (source, folder) -> new WebFluxServing(source)),
    UNDERTOW(
            HTTP_2,
            (source, folder) -> new UndertowServing(
                    new BlockingHandler(exchange -> UndertowRecipe.answer(exchange, source.get())))),
    UNDERTOW_SERVLET(HTTP_2, (source, folder) -> UndertowServing.deploying(Application.inUndertow(source))),
    UNDERTOW_SWALLOWED(
            HTTP_2,
            (source, folder) ->
                    UndertowServing.deploying(Application.inUndertow(source).swallowing()));

    private interface Start {
        Serving start(Supplier<PushSource> source, Path folder) throws Exception;
    }

    private final Version newest;
    private final Start start;

    ServerKind(Version newest, Start start) {
        this.newest = newest;
        this.start = start;
    }

    /** What the JDK's client is answered with. */
    Version newest() {
        return newest;
    }

    /** @param folder for what it writes */
    Serving serve(Supplier<PushSource> source, Path folder) throws Exception {
        return start.start(source, folder);
    }
}
