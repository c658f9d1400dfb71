package io.fifoio.events;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Threshold;
import org.jspecify.annotations.Nullable;

@Name("io.fifoio.Stall")
@Label("Pair Stall")
@Category("fifoio")
@Description("An end of a stream pair waited for the other one")
@Threshold("100 ms")
final class StallEvent extends Event implements Events.Stall {

    @Label("End")
    @Nullable
    String end;

    @Label("Position")
    @Description("How much the end that waited had accepted or consumed, in the units of the pair")
    long position;

    @Override
    public void over(String end, long position) {
        end();
        if (shouldCommit()) {
            this.end = end;
            this.position = position;
            commit();
        }
    }
}
