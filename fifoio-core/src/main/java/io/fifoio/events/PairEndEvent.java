package io.fifoio.events;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

@Name("io.fifoio.PairEnd")
@Label("Pair End")
@Category("fifoio")
@Description("Both ends of a stream pair have ended")
@StackTrace(false)
final class PairEndEvent extends Event {

    @Label("Pair")
    @Description("Fifo for bytes, CharFifo for chars")
    @Nullable
    String pair;

    @Label("Accepted")
    @Description("How much was written, in the units of the pair")
    long accepted;

    @Label("Consumed")
    @Description("How much was read, in the units of the pair")
    long consumed;

    @Label("Open")
    @Description("The time from the making of the pair until its second end ended")
    @Timespan(Timespan.NANOSECONDS)
    long open;

    @Label("Output")
    @Description("How the output ended: completed, closed, failed or abandoned")
    @Nullable
    String output;

    @Label("Input")
    @Description("How the input ended: closed, failed or abandoned")
    @Nullable
    String input;
}
