package io.fifoio.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A foreign module, compiled and run against what is exported, with and without the optional libraries. */
final class ModulePathTest {

    @TempDir
    Path folder;

    @Test
    void theCoreNeedsNothingElse() throws Exception {
        String printed = compileAndRun("requires io.fifoio;", """
                package stranger;

                import io.fifoio.Fifo;

                public final class Main {
                    public static void main(String[] args) throws Exception {
                        Fifo fifo = Fifo.create();
                        Thread writer = new Thread(() -> {
                            var out = fifo.output();
                            try {
                                out.write("carried".getBytes());
                                out.complete();
                            } catch (Throwable t) {
                                out.fail(t);
                            } finally {
                                out.close();
                            }
                        });
                        writer.start();
                        System.out.println(new String(fifo.input().readAllBytes()));
                        System.out.println(ModuleLayer.boot().modules());
                    }
                }
                """, Libraries.CORE);

        assertThat(printed).startsWith("carried");
        assertThat(modules(printed)).containsExactlyInAnyOrder("java.base", "io.fifoio", "stranger");
    }

    @Test
    void theAdaptersNeedNoneOfTheLibrariesThatAreNotUsed() throws Exception {
        String printed = compileAndRun("requires io.fifoio.adapters;", """
                package stranger;

                import io.fifoio.adapters.PushSource;
                import java.util.zip.GZIPInputStream;
                import java.util.zip.GZIPOutputStream;

                public final class Main {
                    public static void main(String[] args) throws Exception {
                        PushSource source = out -> out.write("carried".getBytes());
                        try (var in = source.through(GZIPOutputStream::new).open()) {
                            System.out.println(new String(new GZIPInputStream(in).readAllBytes()));
                            System.out.println(in.result());
                        }
                        System.out.println(ModuleLayer.boot().modules());
                    }
                }
                """, Libraries.CORE, Libraries.ADAPTERS);

        assertThat(printed).startsWith("carried").contains("Summary[");
        assertThat(modules(printed))
                .as("java.sql, java.net.http and Jackson are not there")
                .containsExactlyInAnyOrder("java.base", "io.fifoio", "io.fifoio.adapters", "stranger");
    }

    @Test
    void jsonNeedsJacksonAlone() throws Exception {
        String printed = compileAndRun(
                "requires io.fifoio.adapters; requires com.fasterxml.jackson.core;",
                """
                package stranger;

                import io.fifoio.adapters.json.Json;
                import java.util.List;

                public final class Main {
                    public static void main(String[] args) throws Exception {
                        var source = Json.array(List.of(1, 2), (generator, element) -> generator.writeNumber(element));
                        byte[] read = source.feed(in -> in.readAllBytes());
                        System.out.println(new String(read));
                        System.out.println(ModuleLayer.boot().modules());
                    }
                }
                """,
                Libraries.CORE,
                Libraries.ADAPTERS,
                Libraries.JACKSON);

        assertThat(printed).startsWith("[1,2]");
        assertThat(modules(printed))
                .containsExactlyInAnyOrder(
                        "java.base", "io.fifoio", "io.fifoio.adapters", "com.fasterxml.jackson.core", "stranger");
    }

    @Test
    void json3NeedsJackson3Alone() throws Exception {
        String printed = compileAndRun(
                "requires io.fifoio.adapters; requires tools.jackson.core;",
                """
                package stranger;

                import io.fifoio.adapters.json3.Json;
                import java.util.List;

                public final class Main {
                    public static void main(String[] args) throws Exception {
                        var source = Json.lines(List.of(1, 2), (generator, element) -> generator.writeNumber(element));
                        byte[] read = source.feed(in -> in.readAllBytes());
                        System.out.println(new String(read));
                        System.out.println(ModuleLayer.boot().modules());
                    }
                }
                """,
                Libraries.CORE,
                Libraries.ADAPTERS,
                Libraries.JACKSON_3);

        assertThat(printed).startsWith("1\n2\n");
        assertThat(modules(printed))
                .containsExactlyInAnyOrder(
                        "java.base", "io.fifoio", "io.fifoio.adapters", "tools.jackson.core", "stranger");
    }

    @Test
    void csvNeedsNothing() throws Exception {
        String printed = compileAndRun("requires io.fifoio.adapters;", """
                package stranger;

                import io.fifoio.adapters.csv.Csv;
                import java.util.List;

                public final class Main {
                    public static void main(String[] args) throws Exception {
                        var source = Csv.rows().of(List.of("n"), List.of(1, 2), (row, n) -> row.integer(n));
                        System.out.print(source.feed(in -> new String(in.readAllBytes())).replace('\\r', ';'));
                        try {
                            io.fifoio.adapters.json.Json.rows();
                        } catch (NoClassDefFoundError e) {
                            System.out.println(e.getMessage());
                        }
                    }
                }
                """, Libraries.CORE, Libraries.ADAPTERS);

        assertThat(printed)
                .startsWith("n;\n1;\n2;\n")
                .contains("needs Jackson 2.12 or newer: add com.fasterxml.jackson.core:jackson-core");
    }

    @Test
    void formsAndPublishersNeedNoHttpClient() throws Exception {
        String printed = compileAndRun("requires io.fifoio.adapters;", """
                package stranger;

                import io.fifoio.adapters.SourcePublisher;
                import io.fifoio.adapters.http.FormPart;
                import io.fifoio.adapters.http.MultipartForm;
                import java.nio.ByteBuffer;
                import java.util.List;
                import java.util.concurrent.CountDownLatch;
                import java.util.concurrent.Flow;

                public final class Main {
                    public static void main(String[] args) throws Exception {
                        var form = MultipartForm.of(List.of(FormPart.field("a", "carried")));
                        var ended = new CountDownLatch(1);
                        var publisher = SourcePublisher.of(form);
                        publisher.subscribe(new Flow.Subscriber<ByteBuffer>() {
                            public void onSubscribe(Flow.Subscription subscription) {
                                subscription.request(Long.MAX_VALUE);
                            }

                            public void onNext(ByteBuffer buffer) {
                                System.out.print(new String(buffer.array()));
                            }

                            public void onError(Throwable thrown) {
                                thrown.printStackTrace(System.out);
                                ended.countDown();
                            }

                            public void onComplete() {
                                ended.countDown();
                            }
                        });
                        ended.await();
                        System.out.println(publisher.result());
                        System.out.println(ModuleLayer.boot().modules());
                    }
                }
                """, Libraries.CORE, Libraries.ADAPTERS);

        assertThat(printed).contains("form-data; name=\"a\"\r\n\r\ncarried\r\n").contains("Summary[");
        assertThat(modules(printed))
                .containsExactlyInAnyOrder("java.base", "io.fifoio", "io.fifoio.adapters", "stranger");
    }

    @Test
    void whoUsesALibraryMustRequireItToCompile() throws Exception {
        String errors = compile("requires io.fifoio.adapters;", """
                package stranger;

                public final class Main {
                    java.sql.Connection connection;
                }
                """, Libraries.CORE, Libraries.ADAPTERS);

        assertThat(errors).contains("package java.sql is not visible");
    }

    @Test
    void whatIsNotExportedIsNotSeen() throws Exception {
        String errors = compile("requires io.fifoio;", """
                package stranger;

                public final class Main {
                    io.fifoio.ring.Ring ring;
                }
                """, Libraries.CORE);

        assertThat(errors).contains("package io.fifoio.ring is not visible");
    }

    private String compileAndRun(String requires, String main, Path... libraries) throws Exception {
        assertThat(compile(requires, main, libraries))
                .as("what the compiler says")
                .isEmpty();
        return ChildJvm.run(
                folder,
                "--limit-modules",
                "stranger",
                "-p",
                Libraries.path(libraries) + File.pathSeparator + folder.resolve("classes"),
                "-m",
                "stranger/stranger.Main");
    }

    /** @return what the compiler had to say, warnings included */
    private String compile(String requires, String main, Path... libraries) throws Exception {
        Path sources = Files.createDirectories(folder.resolve("sources/stranger"));
        Path moduleInfo =
                Files.writeString(sources.resolveSibling("module-info.java"), "module stranger { " + requires + " }");
        Path mainClass = Files.writeString(sources.resolve("Main.java"), main);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            compiler.getTask(
                            said,
                            files,
                            null,
                            List.of(
                                    "-proc:none",
                                    "-p",
                                    Libraries.path(libraries),
                                    "-d",
                                    folder.resolve("classes").toString()),
                            null,
                            files.getJavaFileObjects(moduleInfo, mainClass))
                    .call();
        }
        return said.toString();
    }

    /** The names in the last line printed, {@code [module a, module b]}. */
    private static List<String> modules(String printed) {
        String last = printed.strip().lines().reduce("", (before, line) -> line);
        return List.of(last.replaceAll("[\\[\\]]|module ", "").split(", "));
    }
}
