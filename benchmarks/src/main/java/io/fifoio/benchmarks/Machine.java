package io.fifoio.benchmarks;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where and how results were measured; stored as JSON beside them.
 *
 * @param libraries the names of the jars that were compared
 */
public record Machine(
        String processor,
        int processors,
        long memoryGib,
        String system,
        String jdk,
        List<String> libraries,
        String command,
        String date) {

    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** @param libraries a class of each library that is compared */
    public static Machine here(String command, List<Class<?>> libraries) {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return new Machine(
                processorName(),
                Runtime.getRuntime().availableProcessors(),
                Math.round((double) system.getTotalMemorySize() / (1 << 30)),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
                libraries.stream().map(Machine::jar).toList(),
                command,
                LocalDate.now(ZoneOffset.UTC).toString());
    }

    /** Returns the model if Linux gives it; no API of the JDK does. */
    private static String processorName() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("a processor without a name");
        } catch (IOException notLinux) {
            return "a processor without a name";
        }
    }

    private static String jar(Class<?> type) {
        @Nullable CodeSource source = type.getProtectionDomain().getCodeSource();
        return source == null
                ? "unknown"
                : Path.of(source.getLocation().getPath()).getFileName().toString();
    }

    static Machine read(Path file) throws IOException {
        return MAPPER.readValue(file.toFile(), Machine.class);
    }

    /** Writes this as JSON. */
    public void write(Path file) throws IOException {
        Files.writeString(file, MAPPER.writeValueAsString(this) + System.lineSeparator());
    }

    /** Returns one line to be put under a title. */
    @JsonIgnore
    public String line() {
        return processor + ", " + processors + " processors · " + system + " · " + jdk + " · " + date;
    }
}
