package io.fifoio.adapters.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Follows the symbolic links of an archive as they will lead once they are in their places. Among themselves they stay
 * inside the folder; but if one leads through a link that was there before, nobody knows whether it does.
 *
 * <p>It is remembered where a link leads that others lead through, so following a link takes time according to the
 * length of its own target only, and no place is looked up twice: otherwise links through links through links would
 * take as long as their number to the power of their depth.
 */
final class LinkCheck {

    /** The longest chain of links, as on Linux, where a longer one leads nowhere. */
    private static final int MOST_LINKS = 40;

    private final Path staging;
    private final Path folder;

    /**
     * @param staging what the archive has brought
     * @param folder where that will be moved to
     */
    LinkCheck(Path staging, Path folder) {
        this.staging = staging;
        this.folder = folder;
    }

    /** Checks everything that the archive has brought. */
    void run() throws IOException {
        checkIn(LinkPlace.root());
    }

    private void checkIn(LinkPlace directory) throws IOException {
        Trees.visit(directory.in(staging), child -> {
            String name = child.getFileName().toString();
            LinkPlace met = directory.known(name);
            if (Files.isSymbolicLink(child)) {
                // Not remembered, unless it was met before: no other link leads through most of them.
                follow(met == null ? directory.link(name) : met, 0);
            } else if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
                checkIn(met == null ? directory.keep(directory.plain(name)) : met);
            }
        });
    }

    /**
     * @param behind how many links are being followed, which lead through this one
     * @return where it leads; null if it leads nowhere
     */
    private @Nullable LinkPlace follow(LinkPlace link, int behind) throws IOException {
        if (link.isUnderWay()) {
            return null; // in a circle
        }
        if (behind + link.links() > MOST_LINKS) {
            throw new IOException("the link " + Names.shown(link.toString())
                    + " is not extracted: it leads through more than " + MOST_LINKS + " links");
        }
        if (!link.isFollowed()) {
            link.begin();
            LinkPlace reached = link.parent();
            for (String part : target(link.in(staging))) {
                // No link of an archive leads up more levels than it is deep.
                reached = part.equals("..") ? reached.parent() : step(link, reached, part, behind);
                if (reached == null) {
                    break;
                }
            }
            link.end(reached);
        }
        return link.leadsTo();
    }

    /**
     * Goes from a place to what has this name there, or, if that is a link, to where it leads; null if there is
     * nothing.
     */
    private @Nullable LinkPlace step(LinkPlace link, LinkPlace from, String part, int behind) throws IOException {
        LinkPlace next = from.known(part);
        if (next == null) {
            next = find(link, from, part);
        }
        if (next == null || !next.isLink()) {
            return next;
        }
        LinkPlace reached = follow(next, behind + 1);
        link.leadsThrough(next);
        return reached;
    }

    private @Nullable LinkPlace find(LinkPlace link, LinkPlace from, String part) throws IOException {
        LinkPlace found = from.plain(part);
        Path brought = found.in(staging);
        if (Files.isSymbolicLink(brought)) {
            return from.keep(from.link(part));
        }
        if (!Files.exists(brought, LinkOption.NOFOLLOW_LINKS)) {
            Path there = found.in(folder);
            if (Files.isSymbolicLink(there)) {
                throw new IOException("the link " + Names.shown(link.toString())
                        + " is not extracted: it leads through the link " + there + ", which was there before");
            }
            if (!Files.exists(there, LinkOption.NOFOLLOW_LINKS)) {
                return null;
            }
        }
        return from.keep(found);
    }

    /** Returns the parts of the target, taken from the path, because its text has the separators of the system. */
    private static List<String> target(Path link) throws IOException {
        List<String> parts = new ArrayList<>();
        for (Path part : Files.readSymbolicLink(link)) {
            String name = part.toString();
            if (!name.isEmpty() && !name.equals(".")) {
                parts.add(name);
            }
        }
        return parts;
    }
}
