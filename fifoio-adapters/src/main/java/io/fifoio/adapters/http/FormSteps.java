package io.fifoio.adapters.http;

import io.fifoio.adapters.Steps;
import io.fifoio.adapters.StepwiseSource;
import io.fifoio.adapters.inner.ContentOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Iterator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One writing of a form: a step is what comes before a content, or a step of that content. */
final class FormSteps implements Steps {

    private final StepwiseForm form;
    private final OutputStream out;
    private final Iterator<FormPart> parts;
    private @Nullable ContentOutputStream target;
    private @Nullable Steps content;

    FormSteps(StepwiseForm form, OutputStream out) {
        this.form = form;
        this.out = out;
        this.parts = form.parts().iterator();
    }

    @Override
    public boolean next() throws Exception {
        Steps current = content;
        if (current != null) {
            if (!current.next()) {
                content = null;
                current.close();
                form.end(Objects.requireNonNull(target), out);
            }
        } else if (parts.hasNext()) {
            FormPart part = parts.next();
            target = form.begin(part, out);
            content = Objects.requireNonNull(
                    ((StepwiseSource) part.content()).begin(target), () -> "the steps of part \"" + part.name() + "\"");
        } else {
            out.write(form.end());
            return false;
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        Steps current = content;
        content = null;
        if (current != null) {
            current.close();
        }
    }

    @Override
    public void closeNow() throws IOException {
        Steps current = content;
        content = null;
        if (current != null) {
            current.closeNow();
        }
    }
}
