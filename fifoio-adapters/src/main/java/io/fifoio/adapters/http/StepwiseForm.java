package io.fifoio.adapters.http;

import io.fifoio.adapters.Steps;
import io.fifoio.adapters.StepwiseSource;
import java.io.OutputStream;
import java.util.List;

/** A form whose contents can all be written in steps. */
final class StepwiseForm extends MultipartForm implements StepwiseSource {

    StepwiseForm(List<FormPart> parts, String boundary) {
        super(parts, boundary);
    }

    @Override
    public Steps begin(OutputStream out) {
        return new FormSteps(this, out);
    }
}
