package io.fifoio.integration.downloads;

import io.fifoio.adapters.PushSource;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Supplier;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.config.DelegatingWebFluxConfiguration;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.LoopResources;

/** Spring WebFlux in Reactor Netty. */
final class WebFluxServing implements Serving {

    private final LoopResources threads = LoopResources.create("netty", 1, true);
    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    private final DisposableServer server;

    WebFluxServing(Supplier<PushSource> source) {
        context.register(DelegatingWebFluxConfiguration.class);
        context.registerBean(Controller.class, () -> new Controller(source));
        context.refresh();
        server = HttpServer.create()
                .runOn(threads)
                .host("localhost")
                .handle(new ReactorHttpHandlerAdapter(
                        WebHttpHandlerBuilder.applicationContext(context).build()))
                .bindNow();
    }

    @RestController
    static final class Controller {

        private final Supplier<PushSource> source;

        Controller(Supplier<PushSource> source) {
            this.source = source;
        }

        @GetMapping(path = "/", produces = "application/octet-stream")
        Flux<ByteBuffer> answer() {
            return WebFluxRecipe.body(source.get());
        }
    }

    @Override
    public int port() {
        return server.port();
    }

    @Override
    public void stop() {
        server.disposeNow();
        threads.disposeLater(Duration.ZERO, Duration.ofSeconds(20)).block();
        Schedulers.shutdownNow(); // the one that waits in the line before
        context.close();
    }
}
