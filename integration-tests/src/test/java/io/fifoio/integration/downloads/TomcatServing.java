package io.fifoio.integration.downloads;

import jakarta.servlet.ServletContainerInitializer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.http2.Http2Protocol;
import org.apache.tomcat.util.descriptor.web.ErrorPage;

/** Tomcat, for HTTP/1.1 and HTTP/2 without encryption. It has an error page, as Spring Boot gives it one. */
final class TomcatServing implements Serving {

    private final Tomcat tomcat = new Tomcat();

    TomcatServing(Path folder, ServletContainerInitializer application) throws Exception {
        tomcat.setBaseDir(Files.createTempDirectory(folder, "tomcat").toString());
        tomcat.setPort(0);
        tomcat.getConnector().addUpgradeProtocol(new Http2Protocol());
        Context context = tomcat.addContext("", null);
        ErrorPage page = new ErrorPage();
        page.setLocation(Application.ERROR_PAGE);
        context.addErrorPage(page);
        context.addServletContainerInitializer(application, Set.of());
        tomcat.start();
    }

    @Override
    public int port() {
        return tomcat.getConnector().getLocalPort();
    }

    @Override
    public void stop() throws LifecycleException {
        tomcat.stop();
        tomcat.destroy();
    }
}
