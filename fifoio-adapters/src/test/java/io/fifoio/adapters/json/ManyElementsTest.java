package io.fifoio.adapters.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.RowFormat;
import io.fifoio.adapters.RowWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Field;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * More elements than Jackson can count, after which it would leave out the commas between them. Its count is set, because to
 * write so many takes minutes.
 */
final class ManyElementsTest {

    private static final String TOO_MANY =
            "a JSON array has 2147483648 elements, more than Jackson can count; lines may have more";

    /** Of the generator made last. */
    private final AtomicReference<Object> made = new AtomicReference<>();

    private final JsonFormat format = Json.with(out -> {
        var generator = new JsonFactory().createGenerator(out);
        made.set(generator);
        return generator;
    });

    private final io.fifoio.adapters.json3.JsonFormat format3 = io.fifoio.adapters.json3.Json.with(out -> {
        var generator = new tools.jackson.core.json.JsonFactory()
                .createGenerator(tools.jackson.core.ObjectWriteContext.empty(), out);
        made.set(generator);
        return generator;
    });

    private void count(int elements) {
        try {
            Object generator = made.get();
            Object context = generator instanceof com.fasterxml.jackson.core.JsonGenerator two
                    ? two.getOutputContext()
                    : ((tools.jackson.core.JsonGenerator) generator).streamWriteContext();
            Field index = context.getClass().getSuperclass().getDeclaredField("_index");
            index.setAccessible(true);
            index.setInt(context, elements - 1);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    /** The first of them, and the last ones that can be counted. */
    private Iterator<Integer> elements() {
        return IntStream.range(0, 10)
                .map(i -> {
                    if (i == 1) {
                        count(Integer.MAX_VALUE - 2);
                    }
                    return i;
                })
                .iterator();
    }

    @Test
    void failAnArray() {
        for (PushSource source : List.<PushSource>of(
                format.array(elements(), (generator, element) -> generator.writeNumber(element)),
                format3.array(elements(), (generator, element) -> generator.writeNumber(element)))) {
            ByteArrayOutputStream written = new ByteArrayOutputStream();

            assertThatThrownBy(() -> source.writeTo(written))
                    .isInstanceOf(IOException.class)
                    .hasMessage(TOO_MANY);
            assertThat(written.size()).isZero();
        }
    }

    @Test
    void failRows() throws Exception {
        for (RowFormat rowFormat : new RowFormat[] {format.rows(), format3.rows()}) {
            RowWriter rows = rowFormat.begin(OutputStream.nullOutputStream(), List.of("n"));
            count(Integer.MAX_VALUE - 1);
            rows.integer(1);
            rows.endRow();
            rows.integer(2);

            assertThatThrownBy(rows::endRow).isInstanceOf(IOException.class).hasMessage(TOO_MANY);
        }
    }
}
