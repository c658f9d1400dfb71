package io.fifoio.integration.downloads;

import io.fifoio.adapters.PushSource;
import io.undertow.servlet.handlers.ServletRequestContext;
import jakarta.servlet.Filter;
import jakarta.servlet.GenericServlet;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.context.support.GenericWebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;

/**
 * What is deployed in a container: a servlet that answers with a source, and what may stand before it in an
 * application.
 */
final class Application implements ServletContainerInitializer {

    static final String ERROR_PAGE = "/error";
    private static final String ERROR = "{\"status\":500}";

    /** A servlet's or handler's work. */
    @FunctionalInterface
    private interface Answer {
        void give(HttpServletResponse response) throws IOException;
    }

    private final Servlet servlet;
    private final boolean swallowing;

    private Application(Servlet servlet, boolean swallowing) {
        this.servlet = servlet;
        this.swallowing = swallowing;
    }

    static Application servlet(Supplier<PushSource> source) {
        return new Application(new Answering(response -> ServletRecipe.answer(response, source.get())), false);
    }

    static Application inUndertow(Supplier<PushSource> source) {
        return new Application(
                new Answering(response -> UndertowRecipe.answer(
                        ServletRequestContext.requireCurrent().getExchange(), source.get())),
                false);
    }

    /** @param handlingAll whether the application has an exception handler for everything */
    static Application spring(Supplier<PushSource> source, boolean handlingAll) {
        GenericWebApplicationContext context = new GenericWebApplicationContext();
        context.registerBean(Orders.class, () -> new Orders(source));
        if (handlingAll) {
            context.registerBean(HandlingAll.class, HandlingAll::new);
        }
        return new Application(new DispatcherServlet(context), false);
    }

    /** Drops what the servlet throws, as the filter does that Spring Boot has for a container of somebody else's. */
    Application swallowing() {
        return new Application(servlet, true);
    }

    @Override
    public void onStartup(Set<Class<?>> classes, ServletContext context) {
        context.addServlet("answer", servlet).addMapping("/");
        context.addServlet(
                        "error",
                        new Answering(response -> response.getOutputStream().print(ERROR)))
                .addMapping(ERROR_PAGE);
        if (swallowing) {
            Filter filter = (request, response, chain) -> {
                try {
                    chain.doFilter(request, response);
                } catch (Exception | Error dropped) {
                    response.flushBuffer();
                }
            };
            context.addFilter("swallowing", filter).addMappingForUrlPatterns(null, false, "/*");
        }
    }

    private static final class Answering extends GenericServlet {

        private static final long serialVersionUID = 1;

        private final transient Answer answer;

        Answering(Answer answer) {
            this.answer = answer;
        }

        @Override
        public void service(ServletRequest request, ServletResponse response) throws ServletException, IOException {
            answer.give((HttpServletResponse) response);
        }
    }

    @Controller
    static final class Orders {

        private final Supplier<PushSource> source;

        Orders(Supplier<PushSource> source) {
            this.source = source;
        }

        @GetMapping("/")
        void answer(HttpServletResponse response) throws IOException {
            ServletRecipe.answer(response, source.get());
        }
    }

    @ControllerAdvice
    static final class HandlingAll {

        @ExceptionHandler
        ResponseEntity<String> handle(Exception any) {
            return ResponseEntity.status(500).body(ERROR);
        }
    }
}
