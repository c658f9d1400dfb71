package io.fifoio.integration.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A network between driver and server that breaks on demand: at a byte, in one direction, in one of three ways. Once it
 * is broken, that applies to all its connections and to new ones.
 */
final class BreakingProxy implements AutoCloseable {

    /** How a connection ends. */
    enum Fault {
        /** Both sides see an orderly end, as from a process that died; what they still send is taken and dropped. */
        CLOSED,
        /** Both sides get a reset. */
        RESET,
        /** Nothing moves any more, and nobody gets an error. */
        STALLED
    }

    /** The direction of the byte at which it breaks. */
    enum Direction {
        TO_SERVER,
        TO_DRIVER
    }

    /** Small, so that a driver that sends into a stalled network gets stuck soon. */
    private static final int BUFFER = 16 * 1024;

    /** Breaks once this many bytes have passed. */
    private record Break(Direction direction, long bytes, Fault fault) {}

    private final ServerSocket listening;
    private final int target;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final Map<Direction, Long> passed = new EnumMap<>(Direction.class);
    private final CountDownLatch broken = new CountDownLatch(1);
    private final CountDownLatch closing = new CountDownLatch(1);
    private @Nullable Break planned;
    private volatile @Nullable Fault fault;

    private BreakingProxy(int target) throws IOException {
        this.target = target;
        this.listening = new ServerSocket();
        listening.setReceiveBufferSize(BUFFER);
        listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        start(this::accept);
    }

    /** To a port of this machine. */
    static BreakingProxy to(int port) throws IOException {
        return new BreakingProxy(port);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** How many bytes have come from one side, of all connections. */
    synchronized long passed(Direction direction) {
        return passed.getOrDefault(direction, 0L);
    }

    /** Breaks after the given number of further bytes in that direction; the last of them still arrives. */
    synchronized void breakAfter(Direction direction, long bytes, Fault how) {
        planned = new Break(direction, passed.getOrDefault(direction, 0L) + bytes, how);
    }

    /** Whether it has broken; waits a moment for that. */
    boolean isBroken() throws InterruptedException {
        return broken.await(10, TimeUnit.SECONDS);
    }

    private void accept() {
        try {
            while (true) {
                Socket driver = listening.accept();
                sockets.add(driver);
                if (fault == null) {
                    connect(driver);
                } else if (fault != Fault.STALLED) {
                    driver.close();
                }
            }
        } catch (IOException closed) {
            // The end.
        }
    }

    private void connect(Socket driver) throws IOException {
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        sockets.add(server);
        driver.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        start(() -> pass(driver, server, Direction.TO_SERVER));
        start(() -> pass(server, driver, Direction.TO_DRIVER));
    }

    private void start(Runnable task) {
        Thread thread = new Thread(task, "breaking-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private void pass(Socket from, Socket to, Direction direction) {
        byte[] buffer = new byte[BUFFER];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            while (true) {
                if (fault == Fault.STALLED) {
                    closing.await();
                    return;
                }
                int count = in.read(buffer);
                if (count < 0) {
                    to.shutdownOutput();
                    return;
                }
                Break now = account(direction, count);
                if (fault == null) {
                    out.write(buffer, 0, now == null ? count : (int) (count - now.bytes()));
                    if (now != null) {
                        breakNow(now.fault());
                    }
                }
            }
        } catch (IOException e) {
            // The other side has gone.
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** @return how it breaks, and how many of these bytes come too late; null if all may pass */
    private synchronized @Nullable Break account(Direction direction, int count) {
        long sum = passed.merge(direction, (long) count, Long::sum);
        Break next = planned;
        if (next == null || next.direction() != direction || sum < next.bytes()) {
            return null;
        }
        planned = null;
        return new Break(direction, Math.min(count, sum - next.bytes()), next.fault());
    }

    private void breakNow(Fault how) {
        fault = how;
        for (Socket socket : sockets) {
            try {
                switch (how) {
                    case CLOSED -> socket.shutdownOutput();
                    case RESET -> {
                        socket.setSoLinger(true, 0);
                        socket.close();
                    }
                    case STALLED -> {
                        // Left as it is.
                    }
                }
            } catch (IOException e) {
                // That one had ended by itself.
            }
        }
        broken.countDown();
    }

    @Override
    public void close() throws IOException {
        closing.countDown();
        listening.close();
        for (Socket socket : sockets) {
            socket.close();
        }
        // Its threads end now; NoLeakedThreads checks that they do.
    }
}
