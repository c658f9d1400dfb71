package io.fifoio.events;

import java.util.Locale;
import jdk.jfr.FlightRecorder;

/** The half of {@link Events} that needs the flight recorder. */
final class Recorded {

    private Recorded() {}

    static boolean isWanted() {
        return FlightRecorder.isInitialized();
    }

    static Events.Stall stallBegins() {
        StallEvent event = new StallEvent();
        event.begin();
        return event;
    }

    static void pairEnded(String pair, long accepted, long consumed, long duration, String output, String input) {
        PairEndEvent event = new PairEndEvent();
        event.pair = pair;
        event.accepted = accepted;
        event.consumed = consumed;
        event.open = duration;
        event.output = output.toLowerCase(Locale.ROOT);
        event.input = input.toLowerCase(Locale.ROOT);
        event.commit();
    }
}
