package io.fifoio.adapters.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Follows the symbolic links of an archive as they will lead once they are in their places. Among themselves they stay inside the
 * folder; where one leads through a link that was there before, nobody knows whether it does.
 */
final class LinkCheck {

    /** As Linux has it: who needs more goes in a circle, and leads nowhere. */
    private static final int MOST_LINKS = 40;

    private final Path staging;
    private final Path folder;

    /**
     * @param staging what the archive has brought
     * @param folder where that will be
     */
    LinkCheck(Path staging, Path folder) {
        this.staging = staging;
        this.folder = folder;
    }

    /** All that the archive has brought. */
    void run() throws IOException {
        checkIn(staging, new ArrayList<>());
    }

    private void checkIn(Path directory, List<String> parts) throws IOException {
        for (Path child : Trees.children(directory)) {
            parts.add(child.getFileName().toString());
            if (Files.isSymbolicLink(child)) {
                check(parts);
            } else if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
                checkIn(child, parts);
            }
            parts.remove(parts.size() - 1);
        }
    }

    private void check(List<String> link) throws IOException {
        List<String> reached = new ArrayList<>(link.subList(0, link.size() - 1));
        Deque<String> ahead = new ArrayDeque<>(target(resolve(staging, link)));
        int followed = 1;
        while (!ahead.isEmpty()) {
            String part = ahead.removeFirst();
            if (part.equals("..")) {
                reached.remove(reached.size() - 1); // there is one: no link of an archive climbs higher than it stands
                continue;
            }
            reached.add(part);
            Path brought = resolve(staging, reached);
            if (Files.isSymbolicLink(brought)) {
                if (++followed > MOST_LINKS) {
                    return;
                }
                reached.remove(reached.size() - 1);
                List<String> target = target(brought);
                for (int i = target.size() - 1; i >= 0; i--) {
                    ahead.addFirst(target.get(i));
                }
            } else if (!Files.exists(brought, LinkOption.NOFOLLOW_LINKS)) {
                Path there = resolve(folder, reached);
                if (Files.isSymbolicLink(there)) {
                    throw new IOException("the link " + Names.shown(String.join("/", link))
                            + " is not extracted: it leads through the link " + there + ", which was there before");
                }
                if (!Files.exists(there, LinkOption.NOFOLLOW_LINKS)) {
                    return; // nowhere
                }
            }
        }
    }

    /** By the names of a path, whose text has the separators of the system. */
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

    private static Path resolve(Path start, List<String> parts) {
        Path path = start;
        for (String part : parts) {
            path = path.resolve(part);
        }
        return path;
    }
}
