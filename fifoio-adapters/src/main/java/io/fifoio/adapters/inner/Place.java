package io.fifoio.adapters.inner;

import org.jspecify.annotations.Nullable;

/** Where a thread is, in the form of a cause of an exception. */
public final class Place {

    private Place() {}

    public static Throwable of(String name, @Nullable Thread thread) {
        if (thread == null) {
            return nowhere("the " + name + " is not known to run on any thread");
        }
        Throwable place = new Throwable("the " + name + "'s thread \"" + thread.getName() + "\" stands here");
        place.setStackTrace(thread.getStackTrace());
        return place;
    }

    public static Throwable nowhere(String why) {
        Throwable nowhere = new Throwable(why);
        nowhere.setStackTrace(new StackTraceElement[0]);
        return nowhere;
    }
}
