package io.fifoio.adapters.archive;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A place in a folder, reached without following a link; for a link, also where it leads. */
final class LinkPlace {

    private enum State {
        PLAIN,
        LINK,
        UNDER_WAY,
        FOLLOWED
    }

    private final @Nullable LinkPlace parent;
    private final String name;
    private @Nullable Map<String, LinkPlace> known;
    private State state;
    private int links = 1;
    private @Nullable LinkPlace end;

    private LinkPlace(@Nullable LinkPlace parent, String name, State state) {
        this.parent = parent;
        this.name = name;
        this.state = state;
    }

    /** Makes the place of the folder itself. */
    static LinkPlace root() {
        return new LinkPlace(null, "", State.PLAIN);
    }

    /** Makes the place of what has this name in this one and is not a link; it is not remembered. */
    LinkPlace plain(String child) {
        return new LinkPlace(this, child, State.PLAIN);
    }

    /** Makes the place of the link of this name in this one; it is not remembered. */
    LinkPlace link(String child) {
        return new LinkPlace(this, child, State.LINK);
    }

    /** Remembers a place in this one. */
    LinkPlace keep(LinkPlace child) {
        if (known == null) {
            known = new HashMap<>();
        }
        known.put(child.name, child);
        return child;
    }

    @Nullable
    LinkPlace known(String child) {
        return known == null ? null : known.get(child);
    }

    /** Returns the parent of any place except the folder itself. */
    LinkPlace parent() {
        return Objects.requireNonNull(parent);
    }

    Path in(Path folder) {
        Deque<String> parts = parts();
        if (parts.isEmpty()) {
            return folder;
        }
        String first = parts.removeFirst();
        return folder.resolve(folder.getFileSystem().getPath(first, parts.toArray(new String[0])));
    }

    boolean isLink() {
        return state != State.PLAIN;
    }

    boolean isUnderWay() {
        return state == State.UNDER_WAY;
    }

    boolean isFollowed() {
        return state == State.FOLLOWED;
    }

    /**
     * Returns the length of the chain of links that it leads through, including itself, as far as it has been followed.
     */
    int links() {
        return links;
    }

    void begin() {
        state = State.UNDER_WAY;
    }

    void leadsThrough(LinkPlace link) {
        links = Math.max(links, 1 + link.links);
    }

    /** @param place null for nowhere */
    void end(@Nullable LinkPlace place) {
        state = State.FOLLOWED;
        end = place;
    }

    @Nullable
    LinkPlace leadsTo() {
        return end;
    }

    private Deque<String> parts() {
        Deque<String> parts = new ArrayDeque<>();
        for (LinkPlace place = this; place.parent != null; place = place.parent) {
            parts.addFirst(place.name);
        }
        return parts;
    }

    @Override
    public String toString() {
        return String.join("/", parts());
    }
}
